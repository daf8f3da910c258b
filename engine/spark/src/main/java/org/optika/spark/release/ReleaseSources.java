package org.optika.spark.release;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.spark.gate.Gate;
import org.optika.spark.optin.OptInChoices;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Tables;

/** All sources, by the name in a specification. */
public final class ReleaseSources {
  static final String UNKNOWN = "unknown";
  private static final String NO_CAMPAIGN = "none";
  private static final long MICROS = 1_000_000;

  private static final ReleaseSource TOUCHPOINTS =
      new ReleaseSource(
          "touchpoints",
          "a permitted contact with a marketing channel",
          List.of("channel", "campaign", "region", "day", "month"),
          List.of(),
          List.of(Tables.TOUCHPOINT, Tables.CHANNEL, Tables.CAMPAIGN, Tables.PERMISSION),
          inputs -> activity(inputs, rows -> touchpoints(inputs, rows)));

  private static final ReleaseSource CONVERSIONS =
      new ReleaseSource(
          "conversions",
          "a permitted order or refund; the value of a refund is negative",
          List.of("kind", "region", "day", "month"),
          List.of("value"),
          List.of(Tables.CONVERSION, Tables.PERMISSION),
          inputs -> activity(inputs, rows -> conversions(inputs, rows)));

  private static final ReleaseSource ATTRIBUTION_CREDIT =
      new ReleaseSource(
          "attribution-credit",
          "what one touch of a converting journey is credited with under a rule-based model",
          List.of("model", "channel", "campaign", "day", "month"),
          List.of("conversions", "revenue"),
          List.of(Tables.TOUCH_CREDIT, Tables.CHANNEL, Tables.CAMPAIGN, Tables.PERMISSION),
          inputs -> ReleaseReading.of(credit(inputs)));

  private static final ReleaseSource TRANSITIONS =
      new ReleaseSource(
          "transitions",
          "a move of a permitted journey between channels, from its start or to its end",
          List.of("from", "to"),
          List.of(),
          List.of(Tables.JOURNEY, Tables.CHANNEL, Tables.PERMISSION),
          inputs -> ReleaseReading.of(new ReleaseRows(paths(inputs).moves(), false)));

  private static final ReleaseSource COALITIONS =
      new ReleaseSource(
          "coalitions",
          "a permitted journey with the set of its channels",
          List.of("coalition", "outcome"),
          List.of(),
          List.of(Tables.JOURNEY, Tables.CHANNEL, Tables.PERMISSION),
          inputs -> ReleaseReading.of(new ReleaseRows(paths(inputs).coalitions(), false)));

  private static final ReleaseSource OPT_IN =
      new ReleaseSource(
          "opt-in",
          "a showing of a notice, with its answer for one purpose",
          List.of(
              "purpose",
              "collection_channel",
              "device_class",
              "jurisdiction",
              "region",
              "day",
              "month"),
          List.of("opted_in", "asked"),
          List.of(Tables.CONSENT_EVENT),
          inputs -> ReleaseReading.of(optIn(inputs)));

  private static final List<ReleaseSource> ALL =
      List.of(OPT_IN, TOUCHPOINTS, CONVERSIONS, ATTRIBUTION_CREDIT, TRANSITIONS, COALITIONS);

  private ReleaseSources() {}

  public static List<String> ids() {
    return ALL.stream().map(ReleaseSource::id).toList();
  }

  /**
   * @throws IllegalArgumentException listing the known sources when there is none of that name
   */
  public static ReleaseSource find(String id) {
    return ALL.stream()
        .filter(source -> source.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown source '%s'; known: %s".formatted(id, ids())));
  }

  /** By the quickest path of the gate that the files allow. */
  private static ReleaseReading activity(
      ReleaseInputs inputs, UnaryOperator<Dataset<Row>> columns) {
    // Planned in Spark SQL, too, which tells what is missing before anything is charged.
    columns.apply(inputs.gate().activity(inputs.purposes()).rows());
    return work ->
        inputs
            .gate()
            .passRows(
                inputs.purposes(),
                inputs.log(),
                permitted -> work.accept(new ReleaseRows(columns.apply(permitted.rows()), true)));
  }

  private static Dataset<Row> touchpoints(ReleaseInputs inputs, Dataset<Row> activity) {
    Dataset<Row> touchpoints =
        activity
            .where(col("kind").equalTo(Gate.TOUCHPOINT))
            .where(within(inputs.period(), col("at")));
    return named(inputs, touchpoints)
        .select(
            col("subject_id"),
            col("id"),
            inputs.channels().of(col("channel")).as("channel"),
            col("campaign"),
            orUnknown(col("region")).as("region"),
            day(timestamp_micros(col("at"))),
            month(timestamp_micros(col("at"))));
  }

  private static Dataset<Row> conversions(ReleaseInputs inputs, Dataset<Row> activity) {
    Column refund = col("kind").equalTo(Gate.REFUND);
    return activity
        .where(col("kind").notEqual(Gate.TOUCHPOINT))
        .where(within(inputs.period(), col("at")))
        .select(
            col("subject_id"),
            col("id"),
            when(refund, "refund").otherwise("order").as("kind"),
            orUnknown(col("region")).as("region"),
            day(timestamp_micros(col("at"))),
            month(timestamp_micros(col("at"))),
            col("value")
                .multiply(when(refund, -1).otherwise(1))
                .divide(lit((double) Gate.MONEY_SCALE))
                .as("value"));
  }

  private static ReleaseRows credit(ReleaseInputs inputs) {
    Dataset<Row> credit =
        inputs
            .gate()
            .stored(Tables.TOUCH_CREDIT)
            .rows()
            .where(within(inputs.period(), unix_micros(col("touch_at"))));
    return new ReleaseRows(
        named(inputs, credit)
            .select(
                col("subject_id"),
                col("journey_number"),
                col("touch_number"),
                col("model"),
                inputs.channels().of(col("channel")).as("channel"),
                col("campaign"),
                day(col("touch_at")),
                month(col("touch_at")),
                col("share").as("conversions"),
                col("revenue")),
        false);
  }

  /** Journeys that end in the period. */
  private static StoredPaths paths(ReleaseInputs inputs) {
    Dataset<Row> journeys =
        inputs
            .gate()
            .stored(Tables.JOURNEY)
            .rows()
            .where(within(inputs.period(), unix_micros(col("ended_at"))));
    return new StoredPaths(
        journeys, Campaigns.of(inputs.lake()), inputs.policy(), inputs.channels());
  }

  private static ReleaseRows optIn(ReleaseInputs inputs) {
    Dataset<Row> choices =
        OptInChoices.of(
                inputs.lake().read(Tables.CONSENT_EVENT),
                inputs.controller(),
                inputs.optInPurposes(),
                inputs.clocks())
            .where(within(inputs.period(), col("at")));
    return new ReleaseRows(
        choices.select(
            col("subject_id"),
            col("at"),
            col("purpose"),
            orUnknown(col("collection_channel")).as("collection_channel"),
            orUnknown(col("device_class")).as("device_class"),
            orUnknown(col("jurisdiction")).as("jurisdiction"),
            orUnknown(col("region")).as("region"),
            day(timestamp_micros(col("at"))),
            month(timestamp_micros(col("at"))),
            col("opted_in"),
            col("asked")),
        true);
  }

  private static Column within(DataPeriod period, Column micros) {
    return micros.geq(micros(period.from())).and(micros.lt(micros(period.until())));
  }

  private static long micros(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * MICROS;
  }

  /** With the names of campaigns, a small table of its own; rows do not move. */
  private static Dataset<Row> named(ReleaseInputs inputs, Dataset<Row> rows) {
    Dataset<Row> campaigns =
        inputs
            .lake()
            .read(Tables.CAMPAIGN)
            .select(col("campaign_id").as("named_id"), col("name").as("campaign_name"));
    return rows.join(broadcast(campaigns), col("campaign_id").equalTo(col("named_id")), "left")
        .withColumn(
            "campaign",
            when(col("campaign_id").equalTo(0), NO_CAMPAIGN)
                .otherwise(orUnknown(col("campaign_name"))));
  }

  private static Column orUnknown(Column text) {
    return coalesce(text, lit(UNKNOWN));
  }

  private static Column day(Column time) {
    return date_format(time, "yyyy-MM-dd").as("day");
  }

  private static Column month(Column time) {
    return date_format(time, "yyyy-MM").as("month");
  }
}
