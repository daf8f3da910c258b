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
  private static final List<String> TIMES_AND_CONTROLLER =
      List.of("recorded_time", "ingested_time", "controller_id");

  /**
   * @param rows of table {@code touchpoint}
   */
  static ActivityTables touchpoint(Dataset<Row> rows, GateQuestion question) {
    return known(rows, ActivityColumns.TOUCHPOINT, question);
  }

  /**
   * @param rows of table {@code conversion}
   */
  static ActivityTables conversion(Dataset<Row> rows, GateQuestion question) {
    return known(rows, ActivityColumns.CONVERSION, question);
  }

  /**
   * @param rows of table {@code permission}
   */
  static ActivityTables permission(Dataset<Row> rows, GateQuestion question) {
    int kept = ActivityColumns.PERMISSION.size();
    List<String> columns = new ArrayList<>(ActivityColumns.PERMISSION);
    columns.add("controller_id");
    return of(rows, columns, kept, BucketedTable.NO_TIME, KnownRows.withoutTimes(question, kept));
  }

  /**
   * Touchpoints or conversions with the two times by which they are known, from {@link
   * SubjectChanges#RECORDED} on.
   */
  static ActivityTables withKnownTimes(
      Dataset<Row> rows, List<String> wanted, GateQuestion question) {
    List<String> columns = new ArrayList<>(wanted);
    columns.addAll(TIMES_AND_CONTROLLER);
    int controller = columns.size() - 1;
    return of(
        rows,
        columns,
        controller,
        ActivityColumns.AT,
        new KnownRows(
            question.controller(),
            controller,
            SubjectChanges.RECORDED,
            question.clocks().knownAtMicros()));
  }

  /** Rows that became known after an earlier run: their subjects and times. */
  static ActivityTables newSince(Dataset<Row> rows, ChangeQuestion question) {
    return timed(rows, List.of("subject_id", "occurred_at"), question, false);
  }

  /** Rows of files that were added after an earlier run, to see that they are new indeed. */
  static ActivityTables addedSince(Dataset<Row> rows, ChangeQuestion question) {
    return timed(rows, List.of("subject_id"), question, true);
  }

  private static ActivityTables timed(
      Dataset<Row> rows, List<String> wanted, ChangeQuestion question, boolean added) {
    List<String> columns = new ArrayList<>(wanted);
    columns.addAll(TIMES_AND_CONTROLLER);
    return of(
        rows,
        columns,
        wanted.size(),
        added ? BucketedTable.NO_TIME : ActivityColumns.AT,
        new NewRows(
            question.after().controller(),
            wanted.size(),
            question.before().knownAtMicros(),
            question.after().clocks().knownAtMicros(),
            added));
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
