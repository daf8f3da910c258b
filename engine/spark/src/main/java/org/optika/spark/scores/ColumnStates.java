package org.optika.spark.scores;

import java.util.List;
import org.apache.spark.sql.Row;
import org.optika.core.scores.ColumnCounts;
import org.optika.core.scores.ColumnHistogram;
import org.optika.core.scores.RawColumn;

/**
 * States of the columns of a set of people, made where the rows are and added up in the order of
 * partitions, so that the same rows in the same partitions give the same state.
 */
final class ColumnStates {
  private ColumnStates() {}

  static ColumnCounts count(PeopleRows people) {
    List<RawColumn> columns = people.columns();
    List<ColumnCounts> parts =
        people
            .rows()
            .select("numbers", "texts")
            .toJavaRDD()
            .mapPartitions(
                rows -> {
                  ColumnCounts counts = new ColumnCounts(columns);
                  RowCells cells = new RowCells(columns);
                  rows.forEachRemaining(row -> counts.add(cells.of(row)));
                  return List.of(counts).iterator();
                })
            .collect();
    ColumnCounts all = new ColumnCounts(columns);
    parts.forEach(all::add);
    return all;
  }

  /**
   * @param training whose quantiles are the bins
   */
  static ColumnHistogram histogram(PeopleRows people, ColumnCounts training) {
    List<RawColumn> columns = people.columns();
    List<ColumnHistogram> parts =
        people
            .rows()
            .select("numbers", "texts", "label")
            .toJavaRDD()
            .mapPartitions(
                rows -> {
                  ColumnHistogram counts = new ColumnHistogram(training);
                  RowCells cells = new RowCells(columns);
                  rows.forEachRemaining(row -> counts.add(cells.of(row), isPositive(row)));
                  return List.of(counts).iterator();
                })
            .collect();
    ColumnHistogram all = new ColumnHistogram(training);
    parts.forEach(all::add);
    return all;
  }

  private static boolean isPositive(Row row) {
    int label = row.fieldIndex("label");
    return !row.isNullAt(label) && row.getDouble(label) == 1;
  }
}
