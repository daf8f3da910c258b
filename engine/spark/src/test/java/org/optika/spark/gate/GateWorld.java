package org.optika.spark.gate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.optika.core.Clocks;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.journey.JourneyRules;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.consent.TimelineUpdate;
import org.optika.spark.journey.Journeys;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/** A lake with one small rule pack, and the jobs from consent_event to journey as methods. */
public final class GateWorld {
  /** Rests on consent. */
  public static final String MEASUREMENT = "measurement";

  /** Rests on consent; new consent opens also what was closed before it. */
  public static final String REOPENING = "reopening";

  /** Rests on legitimate interest. */
  public static final String INTEREST = "interest";

  /** Legal obligation: needs no record. */
  public static final String ACCOUNTABILITY = "accountability";

  /** Rests on consent, asked at event time only. */
  public static final String STATISTICS = "statistics";

  /** Rests on consent; declared last. */
  public static final String ATTRIBUTION = "attribution";

  /** Notice {@code site} has version 2 on day 4, and it changes the purposes on consent. */
  public static final RulePack RULES =
      new RulePack(
          List.of(
              purpose(MEASUREMENT, LegalBasis.CONSENT, false, false),
              purpose(REOPENING, LegalBasis.CONSENT, true, false),
              purpose(INTEREST, LegalBasis.LEGITIMATE_INTEREST, false, false),
              purpose(ACCOUNTABILITY, LegalBasis.LEGAL_OBLIGATION, false, false),
              purpose(STATISTICS, LegalBasis.CONSENT, false, true),
              purpose(ATTRIBUTION, LegalBasis.CONSENT, false, false)),
          List.of(new Jurisdiction("EU", List.of(), List.of(), List.of())),
          List.of(
              new NoticeVersion("site", 2, Rows.dayMicros(4), true, Set.of(MEASUREMENT)),
              new NoticeVersion("app", 2, Rows.dayMicros(4), false, Set.of(MEASUREMENT))),
          List.of(
              new Lia(
                  "lia-interest",
                  Set.of(INTEREST),
                  Set.of("EU"),
                  Rows.dayMicros(-900),
                  Long.MAX_VALUE,
                  false)));

  private final Lake lake;

  private GateWorld(Lake lake) {
    this.lake = lake;
  }

  public static GateWorld at(SparkSession spark, Path root) {
    return new GateWorld(Lake.open(spark, root.toString(), 2));
  }

  private static Purpose purpose(
      String id, LegalBasis basis, boolean reopens, boolean eventTimeOnly) {
    return new Purpose(
        id, basis, Map.of(), false, false, reopens, eventTimeOnly, eventTimeOnly ? "test" : "");
  }

  /** {@code as_of} and {@code known_at} as days of {@link Rows#day}. */
  public static Clocks clocks(double asOfDay, double knownAtDay) {
    return new Clocks(Rows.dayMicros(asOfDay), Rows.dayMicros(knownAtDay));
  }

  public Lake lake() {
    return lake;
  }

  /** consent_event -> consent_timeline. */
  public void buildTimeline() {
    TimelineUpdate.run(lake, Rows.CONTROLLER, RULES, "test", log -> {});
  }

  /** consent_timeline -> permission. */
  public void buildPermission(Clocks clocks) {
    PermissionTable.in(lake)
        .replace(
            PermissionBuilder.build(
                TimelineTable.in(lake).rows(), Rows.CONTROLLER, clocks.knownAtMicros(), RULES),
            clocks.knownAtMicros());
  }

  public Gate gate(Clocks clocks) {
    return new Gate(lake, Rows.CONTROLLER, RULES, clocks);
  }

  /** Permitted activity -> journey, with a lookback of 30 days. */
  public void buildJourneys(Clocks clocks, String... purposes) {
    lake.replace(
        Tables.JOURNEY,
        Journeys.build(
                GatePaths.portable(gate(clocks), purposes),
                Rows.CONTROLLER,
                new JourneyRules(30, 50, 50),
                Campaigns.of(lake))
            .withColumn("as_of", functions.timestamp_micros(functions.lit(clocks.asOfMicros())))
            .withColumn(
                "known_at", functions.timestamp_micros(functions.lit(clocks.knownAtMicros())))
            .withColumn("run_id", functions.lit("run-1")));
  }
}
