package org.optika.spark.gate;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.BucketedTable;

/**
 * The gate on activity that lies outside of the lake, in files with just what is needed: {@code
 * touchpoint (subject_id, occurred_at, channel)}, {@code conversion (subject_id, occurred_at,
 * value)}, {@code permission (subject_id, from, state)}. Rows name no controller and are all known.
 *
 * @param touchpoints a plain read of the files
 * @param conversions a plain read of the files; orders only
 * @param permission a plain read of the files; one row a subject
 */
public record ForeignActivity(
    Dataset<Row> touchpoints, Dataset<Row> conversions, Dataset<Row> permission) {

  private static final int AT = ActivityColumns.AT;

  /**
   * For files in {@code buckets} folders, the bucket being their first partition column, each
   * sorted by subject and time.
   */
  public PermittedSubjects inBuckets(int buckets, GateQuestion question) {
    return ClusteredActivity.of(
        touchpoints.sparkSession(),
        buckets,
        bucketed(touchpoints, ActivityColumns.TOUCHPOINT, AT),
        bucketed(conversions, ActivityColumns.CONVERSION, AT),
        bucketed(permission, ActivityColumns.PERMISSION, BucketedTable.NO_TIME),
        question);
  }

  private static BucketedTable bucketed(Dataset<Row> rows, List<String> columns, int timeColumn) {
    return BucketedTable.of(
        rows,
        columns.subList(0, ActivityColumns.FEWEST),
        ActivityColumns.FEWEST,
        timeColumn,
        BatchFilter.ALL);
  }
}
