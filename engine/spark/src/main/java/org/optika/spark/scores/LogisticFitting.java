package org.optika.spark.scores;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.scores.model.ColumnMoments;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.model.LogisticFit;
import org.optika.core.scores.model.LogisticSums;
import org.optika.spark.table.InternalRows;

/** Passes over the rows of a training set for a {@link LogisticFit}. */
final class LogisticFitting {
  private static final int VALUES_OF_VECTOR = 3;
  private static final int FIELDS_OF_VECTOR = 4;

  private LogisticFitting() {}

  /**
   * @param rows {@code x} (dense vector), {@code label} in [0, 1], {@code weight}; in memory
   * @param ridge of each number of {@code x}, see {@link LogisticFit}
   */
  static LinearModel fit(Dataset<Row> rows, double[] ridge) {
    int columns = ridge.length;
    JavaRDD<InternalRow> all = InternalRows.of(rows.select("x", "label", "weight"));
    ColumnMoments moments = new ColumnMoments(columns);
    all.mapPartitions(some -> List.of(moments(some, columns)).iterator())
        .collect()
        .forEach(moments::add);
    LogisticFit fit = LogisticFit.of(moments, ridge);
    while (fit.coefficients().isEmpty()) {
      LogisticSums empty = fit.sums();
      LogisticSums sums = fit.sums();
      all.mapPartitions(some -> List.of(summed(some, empty)).iterator())
          .collect() // in the order of partitions
          .forEach(sums::add);
      fit = fit.after(sums);
    }
    double[] found = fit.coefficients().get();
    double[] coefficients = java.util.Arrays.copyOf(found, columns);
    return new LinearModel(coefficients, found[columns], moments.means());
  }

  private static ColumnMoments moments(Iterator<InternalRow> rows, int columns) {
    ColumnMoments moments = new ColumnMoments(columns);
    rows.forEachRemaining(row -> moments.add(vector(row), row.getDouble(2)));
    return moments;
  }

  private static LogisticSums summed(Iterator<InternalRow> rows, LogisticSums sums) {
    rows.forEachRemaining(row -> sums.add(vector(row), row.getDouble(1), row.getDouble(2)));
    return sums;
  }

  private static double[] vector(InternalRow row) {
    return row.getStruct(0, FIELDS_OF_VECTOR).getArray(VALUES_OF_VECTOR).toDoubleArray();
  }
}
