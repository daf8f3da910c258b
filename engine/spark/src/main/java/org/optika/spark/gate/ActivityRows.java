package org.optika.spark.gate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.gate.ActivityTally;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.VendorClosings;

/** Activity and its decisions in Spark SQL alone, as rows: what the portable path works on. */
final class ActivityRows {
  private final Dataset<Row> touchpoints;
  private final Dataset<Row> conversions;
  private final String controller;
  private final Clocks clocks;
  private final VendorClosings vendors;

  /**
   * @param vendors where none is closed, vendors are not read
   */
  ActivityRows(
      Dataset<Row> touchpoints,
      Dataset<Row> conversions,
      String controller,
      Clocks clocks,
      VendorClosings vendors) {
    this.touchpoints = touchpoints;
    this.conversions = conversions;
    this.controller = controller;
    this.clocks = clocks;
    this.vendors = vendors;
  }

  /** All that was known at {@code known_at}. */
  Dataset<Row> all() {
    return known(ofTouchpoints()).unionByName(known(ofConversions()), true);
  }

  /**
   * Activity with the code of its decision.
   *
   * @param permission one row a subject
   */
  Dataset<Row> decided(Dataset<Row> activity, Dataset<Row> permission, GateRule rule) {
    Column from = col("permission_from");
    Column state = col("permission_state");
    return activity
        .join(
            permission
                .select(
                    col("subject_id"),
                    col("`from`").as("permission_from"),
                    col("state").as("permission_state"))
                .hint("shuffle_hash"),
            asSeq("subject_id"),
            "left")
        .withColumn(
            "decision",
            when(col("permission_at").isNull(), lit(ActivityTally.REFUND_WITHOUT_ORDER))
                .otherwise(
                    withVendor(
                        GateFunctions.decision(from, state, asksAt(), clocks.asOfMicros(), rule))))
        .drop("permission_from", "permission_state");
  }

  private Column withVendor(Column decision) {
    return vendors.isEmpty()
        ? decision
        : GateFunctions.withVendor(decision, col(ActivityColumns.VENDOR), col("at"), vendors);
  }

  /** What {@link GateDecision#refundAsksAt} says, for orders and touchpoints their own time. */
  private Column asksAt() {
    return when(col("at").gt(clocks.asOfMicros()), col("at")).otherwise(col("permission_at"));
  }

  /**
   * Decided rows as {@link Gate#activity} gives them out: what is not admitted is gone but for the
   * places of touchpoints.
   */
  Dataset<Row> permitted(Dataset<Row> decided) {
    Column admitted = col("decision").equalTo(GateDecision.ADMITTED);
    return decided
        .where(admitted.or(col("kind").equalTo(Gate.TOUCHPOINT)))
        .where(col("is_bot").equalTo(false))
        .where(col("at").leq(clocks.asOfMicros()))
        .select(
            col("subject_id"),
            col("at"),
            col("kind"),
            ifAdmitted(admitted, "id", lit(0L)),
            ifAdmitted(admitted, "ref", lit(0L)),
            ifAdmitted(admitted, "channel", lit(Gate.REFUSED_CHANNEL)),
            ifAdmitted(admitted, "campaign_id", lit(0L)),
            ifAdmitted(admitted, "value", lit(0L)),
            ifAdmitted(admitted, "region", lit(null).cast("string")));
  }

  private static Column ifAdmitted(Column admitted, String column, Column otherwise) {
    return when(admitted, col(column)).otherwise(otherwise).as(column);
  }

  private Dataset<Row> known(Dataset<Row> rows) {
    return rows.where(
            greatest(col("recorded_time"), col("ingested_time"))
                .leq(timestamp_micros(lit(clocks.knownAtMicros()))))
        .drop("recorded_time", "ingested_time");
  }

  private Dataset<Row> ofTouchpoints() {
    Dataset<Row> rows = touchpoints.where(col("controller_id").equalTo(controller));
    List<Column> columns =
        List.of(
            col("subject_id"),
            unix_micros(col("occurred_at")).as("at"),
            lit(Gate.TOUCHPOINT).as("kind"),
            col("touchpoint_id").as("id"),
            lit(0L).as("ref"),
            col("channel"),
            col("campaign_id"),
            lit(0L).as("value"),
            col("region"),
            col("device_class"),
            col("is_bot"),
            unix_micros(col("occurred_at")).as("permission_at"),
            col("recorded_time"),
            col("ingested_time"));
    Stream<Column> vendor =
        vendors.isEmpty() ? Stream.empty() : Stream.of(col(ActivityColumns.VENDOR));
    return rows.select(Stream.concat(columns.stream(), vendor).toArray(Column[]::new));
  }

  /**
   * Orders and refunds. A refund corrects the value of an order, so it is permitted when the order
   * is: its permission is asked at the time of the order.
   */
  private Dataset<Row> ofConversions() {
    Dataset<Row> all = conversions.where(col("controller_id").equalTo(controller));
    Dataset<Row> orders =
        known(
                all.where(col("kind").equalTo("order"))
                    .select(
                        "subject_id",
                        "conversion_id",
                        "occurred_at",
                        "recorded_time",
                        "ingested_time"))
            .select(
                col("subject_id"),
                col("conversion_id").as("refund_of"),
                unix_micros(col("occurred_at")).as("ordered_at"));
    Dataset<Row> refunds =
        all.where(col("kind").equalTo("refund"))
            .join(orders, asSeq("subject_id", "refund_of"), "left");
    return conversion(
            all.where(col("kind").equalTo("order")), Gate.ORDER, unix_micros(col("occurred_at")))
        .unionByName(conversion(refunds, Gate.REFUND, col("ordered_at")));
  }

  private static Dataset<Row> conversion(Dataset<Row> rows, int kind, Column permissionAt) {
    return rows.select(
        col("subject_id"),
        unix_micros(col("occurred_at")).as("at"),
        lit(kind).as("kind"),
        col("conversion_id").as("id"),
        coalesce(col("refund_of"), lit(0L)).as("ref"),
        lit(0).as("channel"),
        lit(0L).as("campaign_id"),
        col("value").multiply(lit(Gate.MONEY_SCALE)).cast("bigint").as("value"),
        col("region"),
        col("device_class"),
        lit(false).as("is_bot"),
        permissionAt.as("permission_at"),
        col("recorded_time"),
        col("ingested_time"));
  }

  private static scala.collection.immutable.Seq<String> asSeq(String... names) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(names)).toSeq();
  }
}
