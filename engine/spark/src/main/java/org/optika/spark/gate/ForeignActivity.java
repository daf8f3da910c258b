package org.optika.spark.gate;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.BucketedTable;
import org.optika.spark.table.columnar.UnorderedTable;

/**
 * The gate on activity that lies outside of the lake, in files with just what is needed: {@code
 * touchpoint (subject_id, occurred_at, channel)}, {@code conversion (subject_id, occurred_at,
 * value)}, {@code permission (subject_id, from, state)}. Rows name no controller and are all known.
 *
 * @param touchpoints a plain read of the files
 * @param conversions a plain read of the files; orders only; empty when nobody asks for them
 * @param permission a plain read of the files; one row a subject
 */
public record ForeignActivity(
    Dataset<Row> touchpoints, Optional<Dataset<Row>> conversions, Dataset<Row> permission) {
  /** The same for readers that ask for nothing but the times of touchpoints, in any order. */
  public ForeignActivity touchTimes() {
    return new ForeignActivity(
        touchpoints.select("subject_id", "occurred_at"), Optional.empty(), permission);
  }

  /**
   * For files in {@code buckets} folders, the bucket being their first partition column, each
   * sorted by subject and time.
   */
  public PermittedSubjects inBuckets(int buckets, GateQuestion question) {
    return ClusteredActivity.of(
        touchpoints.sparkSession(),
        buckets,
        bucketed(touchpoints, ActivityColumns.TOUCHPOINT, timeOfTouches()),
        conversions.map(rows -> bucketed(rows, ActivityColumns.CONVERSION, ActivityColumns.AT)),
        bucketed(permission, ActivityColumns.PERMISSION, BucketedTable.NO_TIME),
        question);
  }

  /**
   * For files in no order: they are sent once, in blocks of columns, to as many partitions.
   *
   * @param partitions enough that the rows of one fit in memory several times
   */
  public PermittedSubjects inNoOrder(int partitions, GateQuestion question) {
    return ShuffledActivity.of(
        touchpoints.sparkSession(),
        filter ->
            unordered(touchpoints, ActivityColumns.TOUCHPOINT, timeOfTouches(), filter, partitions),
        conversions.map(
            rows ->
                unordered(
                    rows,
                    ActivityColumns.CONVERSION,
                    ActivityColumns.AT,
                    BatchFilter.ALL,
                    partitions)),
        filter ->
            unordered(
                permission, ActivityColumns.PERMISSION, BucketedTable.NO_TIME, filter, partitions),
        partitions,
        question);
  }

  /** Times alone are decided on in any order, so they need not be sorted. */
  private int timeOfTouches() {
    return present(touchpoints, ActivityColumns.TOUCHPOINT).size()
            == ActivityColumns.WITHOUT_CHANNEL
        ? BucketedTable.NO_TIME
        : ActivityColumns.AT;
  }

  private static UnorderedTable unordered(
      Dataset<Row> rows, List<String> columns, int timeColumn, BatchFilter filter, int partitions) {
    return UnorderedTable.of(
        rows,
        present(rows, columns),
        present(rows, columns).size(),
        timeColumn,
        filter,
        partitions);
  }

  private static List<String> present(Dataset<Row> rows, List<String> columns) {
    List<String> present = List.of(rows.columns());
    return columns.subList(0, ActivityColumns.FEWEST).stream().filter(present::contains).toList();
  }

  private static BucketedTable bucketed(Dataset<Row> rows, List<String> columns, int timeColumn) {
    return BucketedTable.of(
        rows, present(rows, columns), present(rows, columns).size(), timeColumn, BatchFilter.ALL);
  }
}
