package org.optika.spark.gate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.gate.ActivityCounts;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.SegmentCounts;
import org.optika.core.gate.SegmentValue;

/** Counts decided rows in Spark SQL; what {@link SubjectGate} counts subject by subject. */
final class DecidedRows {
  private DecidedRows() {}

  /** Everything that {@link ActivityCounts} holds. */
  static ActivityCounts of(Dataset<Row> decided) {
    ActivityCounts outcome = outcome(decided);
    return new ActivityCounts(outcome.touchpoints(), outcome.conversions(), segments(decided));
  }

  /** Rows by decision, no segments. */
  static ActivityCounts outcome(Dataset<Row> decided) {
    Map<Integer, Long> touchpoints = new HashMap<>();
    Map<Integer, Long> conversions = new HashMap<>();
    decided
        .groupBy(col("kind").equalTo(Gate.TOUCHPOINT), col("decision"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                (row.getBoolean(0) ? touchpoints : conversions).put(row.getInt(1), row.getLong(2)));
    return new ActivityCounts(touchpoints, conversions, Map.of());
  }

  private static Map<SegmentValue, SegmentCounts> segments(Dataset<Row> decided) {
    Column touchpoint = col("kind").equalTo(Gate.TOUCHPOINT);
    Column order = col("kind").equalTo(Gate.ORDER);
    Column money =
        when(order, col("value"))
            .when(col("kind").equalTo(Gate.REFUND), col("value").multiply(lit(-1)))
            .otherwise(lit(0L));
    Map<SegmentValue, SegmentCounts> segments = new HashMap<>();
    decided
        .where(col("is_bot").equalTo(false))
        .groupBy(
            col("subject_id"),
            col("decision").equalTo(GateDecision.ADMITTED).as("admitted"),
            date_format(timestamp_micros(col("at")), "yyyy-MM").as("month"),
            coalesce(col("region"), lit("unknown")).as("region"),
            coalesce(col("device_class"), lit("unknown")).as("device_class"),
            when(touchpoint, col("channel")).as("channel"))
        .agg(
            sum(when(touchpoint, 1L).otherwise(0L)).as("touchpoints"),
            sum(when(order, 1L).otherwise(0L)).as("conversions"),
            sum(money).as("revenue"))
        .withColumn(
            "segments",
            array(
                segment("all", lit("all")),
                segment("month", col("month")),
                segment("region", col("region")),
                segment("device_class", col("device_class")),
                segment("channel", col("channel").cast("string"))))
        .select(col("*"), explode(col("segments")).as("segment_of"))
        .select(
            col("subject_id"),
            col("admitted"),
            col("segment_of.segment").as("segment"),
            col("segment_of.value").as("value"),
            col("touchpoints"),
            col("conversions"),
            col("revenue"))
        .where(col("value").isNotNull())
        .groupBy("subject_id", "admitted", "segment", "value")
        .agg(
            sum("touchpoints").as("touchpoints"),
            sum("conversions").as("conversions"),
            sum("revenue").as("revenue"))
        .groupBy("segment", "value", "admitted")
        .agg(count(lit(1)), sum("touchpoints"), sum("conversions"), sum("revenue"))
        .collectAsList()
        .forEach(
            row ->
                segments.put(
                    new SegmentValue(row.getString(0), row.getString(1), row.getBoolean(2)),
                    new SegmentCounts(
                        row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6))));
    return segments;
  }

  private static Column segment(String name, Column value) {
    return struct(lit(name).as("segment"), value.as("value"));
  }
}
