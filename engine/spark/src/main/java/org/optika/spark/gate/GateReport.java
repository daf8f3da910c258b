package org.optika.spark.gate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.Refusal;
import scala.jdk.javaapi.CollectionConverters;

/** What the gate tells about all rows that it has seen: counts and sums, never a row. */
public final class GateReport {
  /** Decision on a refund whose order is not known; outside of the codes of the core. */
  static final int REFUND_WITHOUT_ORDER = GateDecision.CODES;

  private static final StructType OUTCOME =
      new StructType()
          .add("table_name", DataTypes.StringType)
          .add("verdict", DataTypes.StringType)
          .add("purpose", DataTypes.StringType)
          .add("clock", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("row_count", DataTypes.LongType);

  private final Dataset<Row> decided;
  private final RulePack rules;
  private final List<String> purposes;

  GateReport(Dataset<Row> decided, RulePack rules, List<String> purposes) {
    this.decided = decided;
    this.rules = rules;
    this.purposes = purposes.stream().sorted(Comparator.comparingInt(rules::indexOf)).toList();
  }

  /**
   * Rows of {@link org.optika.spark.table.Tables#GATE_OUTCOME} without job, clocks and run. At most
   * a few hundred: they pass through the driver.
   */
  public Dataset<Row> outcome() {
    List<Row> counts =
        decided
            .groupBy(
                when(col("kind").equalTo(Gate.TOUCHPOINT), "touchpoint")
                    .otherwise("conversion")
                    .as("table_name"),
                col("decision"))
            .agg(count(lit(1)))
            .collectAsList();
    List<Row> outcome = new ArrayList<>();
    for (Row row : counts) {
      outcome.add(outcome(row.getString(0), row.getInt(1), row.getLong(2)));
    }
    return decided.sparkSession().createDataFrame(outcome, OUTCOME);
  }

  private Row outcome(String table, int decision, long rows) {
    if (decision == REFUND_WITHOUT_ORDER) {
      return RowFactory.create(
          table, "refused", purposes.get(0), "event_time", "refund-without-order", rows);
    }
    Optional<Refusal> refusal = Refusal.of(decision, rules);
    return refusal
        .map(
            why ->
                RowFactory.create(
                    table, "refused", why.purpose(), why.clock().id(), why.reason(), rows))
        .orElseGet(
            () -> RowFactory.create(table, "admitted", String.join(" ", purposes), "", "", rows));
  }

  /**
   * Rows of {@link org.optika.spark.table.Tables#COVERAGE} without clocks and run: per segment and
   * verdict the different subjects, touchpoints, orders and net revenue. Robots are out.
   *
   * @param channels rows of {@link org.optika.spark.table.Tables#CHANNEL}: their names
   */
  public Dataset<Row> coverage(Dataset<Row> channels) {
    Column touchpoint = col("kind").equalTo(Gate.TOUCHPOINT);
    Column order = col("kind").equalTo(Gate.ORDER);
    Column money =
        when(order, col("value"))
            .when(col("kind").equalTo(Gate.REFUND), col("value").multiply(lit(-1)))
            .otherwise(lit(0L));
    Dataset<Row> perSubject =
        decided
            .where(col("is_bot").equalTo(false))
            .groupBy(
                col("subject_id"),
                when(col("decision").equalTo(GateDecision.ADMITTED), "admitted")
                    .otherwise("refused")
                    .as("verdict"),
                date_format(timestamp_micros(col("at")), "yyyy-MM").as("month"),
                coalesce(col("region"), lit("unknown")).as("region"),
                coalesce(col("device_class"), lit("unknown")).as("device_class"),
                when(touchpoint, col("channel")).as("channel"))
            .agg(
                sum(when(touchpoint, 1L).otherwise(0L)).as("touchpoints"),
                sum(when(order, 1L).otherwise(0L)).as("conversions"),
                sum(money).as("revenue"));
    Dataset<Row> named =
        channels.select(
            lit("channel").as("segment"),
            col("channel").cast("string").as("segment_value"),
            col("name"));
    return perSubject
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
            col("verdict"),
            col("segment_of.segment").as("segment"),
            col("segment_of.value").as("segment_value"),
            col("touchpoints"),
            col("conversions"),
            col("revenue"))
        .where(col("segment_value").isNotNull())
        .groupBy("subject_id", "verdict", "segment", "segment_value")
        .agg(
            sum("touchpoints").as("touchpoints"),
            sum("conversions").as("conversions"),
            sum("revenue").as("revenue"))
        .groupBy("segment", "segment_value", "verdict")
        .agg(
            count(lit(1)).as("subjects"),
            sum("touchpoints").as("touchpoints"),
            sum("conversions").as("conversions"),
            sum("revenue").divide(lit(Gate.MONEY_SCALE)).cast("decimal(18,4)").as("revenue"))
        .join(
            broadcast(named),
            CollectionConverters.asScala(List.of("segment", "segment_value")).toSeq(),
            "left")
        .withColumn("segment_value", coalesce(col("name"), col("segment_value")))
        .drop("name");
  }

  private static Column segment(String name, Column value) {
    return struct(lit(name).as("segment"), value.as("value"));
  }
}
