package org.optika.spark.gate;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.BucketedTable;
import org.optika.spark.table.columnar.UnorderedTable;

/**
 * A table of the lake as the columnar paths read it.
 *
 * @param columns the columns that are kept, then those of the filter
 * @param kept how many are kept
 */
record ActivityTables(
    Dataset<Row> rows, List<String> columns, int kept, int timeColumn, BatchFilter filter) {
  /**
   * @param rows of table {@code touchpoint}
   */
  static ActivityTables touchpoint(Dataset<Row> rows, GateQuestion question) {
    return known(rows, ActivityColumns.touchpoint(question), question);
  }

  /**
   * @param rows of table {@code conversion}
   */
  static ActivityTables conversion(Dataset<Row> rows, GateQuestion question) {
    return known(rows, ActivityColumns.CONVERSION, question);
  }

  /**
   * @param rows of table {@code permission}
   * @param inOneVersion one row a subject, so that its version need not be read
   */
  static ActivityTables permission(Dataset<Row> rows, boolean inOneVersion, GateQuestion question) {
    int kept = inOneVersion ? ActivityColumns.FEWEST : ActivityColumns.PERMISSION.size();
    List<String> columns = new ArrayList<>(ActivityColumns.PERMISSION.subList(0, kept));
    columns.add("controller_id");
    return of(rows, columns, kept, BucketedTable.NO_TIME, KnownRows.withoutTimes(question, kept));
  }

  /**
   * Touchpoints or conversions with the times by which they are known and the file they came from:
   * see {@link ChangeSide#ORIGINS}.
   */
  static ActivityTables withOrigins(Dataset<Row> rows, List<String> wanted, GateQuestion question) {
    List<String> columns = new ArrayList<>(wanted);
    columns.addAll(List.of("recorded_time", "ingested_time", "file_id", "controller_id"));
    int controller = columns.size() - 1;
    return of(
        rows,
        columns,
        controller,
        ActivityColumns.AT,
        new KnownRows(
            question.controller(), controller, wanted.size(), question.clocks().knownAtMicros()));
  }

  /**
   * @param rows of table {@code robot}
   */
  static ActivityTables robots(Dataset<Row> rows, GateQuestion question) {
    return of(
        rows,
        List.of("subject_id", "controller_id"),
        1,
        BucketedTable.NO_TIME,
        KnownRows.withoutTimes(question, 1));
  }

  private static ActivityTables known(
      Dataset<Row> rows, List<String> wanted, GateQuestion question) {
    List<String> columns = new ArrayList<>(wanted);
    columns.addAll(ActivityColumns.KNOWN);
    return of(
        rows, columns, wanted.size(), ActivityColumns.AT, KnownRows.of(question, wanted.size()));
  }

  private static ActivityTables of(
      Dataset<Row> rows, List<String> columns, int kept, int timeColumn, BatchFilter filter) {
    return new ActivityTables(
        rows.select(
            columns.stream()
                .map(column -> functions.col("`" + column + "`"))
                .toArray(org.apache.spark.sql.Column[]::new)),
        columns,
        kept,
        timeColumn,
        filter);
  }

  BucketedTable inBuckets() {
    return BucketedTable.of(rows, columns, kept, timeColumn, filter);
  }

  UnorderedTable inNoOrder(int partitions) {
    return UnorderedTable.of(rows, columns, kept, timeColumn, filter, partitions);
  }
}
