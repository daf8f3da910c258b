package org.optika.spark.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.ActivityCounts;
import org.optika.core.gate.ActivityTally;
import org.optika.core.gate.Refusal;

/** What the gate tells about all rows that it has seen: counts and sums, never a row. */
public final class GateReport {
  private static final int MONEY_DIGITS = 4;

  static final StructType OUTCOME =
      new StructType()
          .add("table_name", DataTypes.StringType)
          .add("verdict", DataTypes.StringType)
          .add("purpose", DataTypes.StringType)
          .add("clock", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("row_count", DataTypes.LongType);

  private static final StructType COVERAGE =
      new StructType()
          .add("segment", DataTypes.StringType)
          .add("segment_value", DataTypes.StringType)
          .add("verdict", DataTypes.StringType)
          .add("subjects", DataTypes.LongType)
          .add("touchpoints", DataTypes.LongType)
          .add("conversions", DataTypes.LongType)
          .add("revenue", DataTypes.createDecimalType(18, MONEY_DIGITS));

  private final SparkSession spark;
  private final ActivityCounts counts;
  private final RulePack rules;
  private final List<String> purposes;

  GateReport(SparkSession spark, ActivityCounts counts, RulePack rules, List<String> purposes) {
    this.spark = spark;
    this.counts = counts;
    this.rules = rules;
    this.purposes = purposes.stream().sorted(Comparator.comparingInt(rules::indexOf)).toList();
  }

  /**
   * Rows of {@link org.optika.spark.table.Tables#GATE_OUTCOME} without job, clocks and run. At most
   * a few hundred: they pass through the driver.
   */
  public Dataset<Row> outcome() {
    List<Row> outcome = new ArrayList<>();
    counts
        .touchpoints()
        .forEach((code, rows) -> outcome.add(outcome("touchpoint", code, rows, rules, purposes)));
    counts
        .conversions()
        .forEach((code, rows) -> outcome.add(outcome("conversion", code, rows, rules, purposes)));
    return spark.createDataFrame(outcome, OUTCOME);
  }

  /**
   * @param purposes what the rows needed, in the order of the rule pack
   */
  static Row outcome(String table, int decision, long rows, RulePack rules, List<String> purposes) {
    if (decision == ActivityTally.REFUND_WITHOUT_ORDER) {
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
    Map<String, String> nameOf = new HashMap<>();
    channels
        .select("channel", "name")
        .collectAsList()
        .forEach(row -> nameOf.put(Integer.toString(row.getInt(0)), row.getString(1)));
    List<Row> coverage = new ArrayList<>();
    counts
        .segments()
        .forEach(
            (segment, counted) -> {
              boolean channel = segment.segment().equals("channel");
              coverage.add(
                  RowFactory.create(
                      segment.segment(),
                      channel
                          ? nameOf.getOrDefault(segment.value(), segment.value())
                          : segment.value(),
                      segment.admitted() ? "admitted" : "refused",
                      counted.subjects(),
                      counted.touchpoints(),
                      counted.conversions(),
                      BigDecimal.valueOf(counted.revenue(), MONEY_DIGITS)));
            });
    return spark.createDataFrame(coverage, COVERAGE);
  }
}
