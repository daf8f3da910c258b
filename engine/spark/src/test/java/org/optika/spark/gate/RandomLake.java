package org.optika.spark.gate;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.optika.core.Clocks;
import org.optika.spark.consent.RandomConsent;
import org.optika.spark.consent.TimelineUpdate;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * A seeded lake with what makes paths differ when one of them is wrong: months and appends that
 * overlap, subjects without record, ties in time, robots, refunds with and without their orders,
 * rows of another controller, rows known too late, rows after as_of, missing regions.
 */
final class RandomLake {
  static final Clocks CLOCKS = GateWorld.clocks(80, 85);

  private static final long[] BUILDS = {Rows.dayMicros(60), CLOCKS.knownAtMicros()};
  private static final int SUBJECTS = 40;
  private static final int APPENDS = 2;
  private static final String[] REGIONS = {"NL", "BE", "unknown", null};
  private static final String[] DEVICES = {"mobile", "desktop", null};

  private static final String[] VENDORS = {
    TestVendors.HOME,
    TestVendors.ENDED,
    TestVendors.LATE,
    TestVendors.NARROW,
    TestVendors.STRANGER,
    null
  };

  private final Random random;
  private final SparkSession spark;
  private final Lake lake;
  private final int buckets;
  private int touchpoints;
  private int conversions;

  private RandomLake(long seed, SparkSession spark, Path root) {
    random = new Random(seed);
    this.spark = spark;
    buckets = 1 + random.nextInt(3);
    lake = Lake.open(spark, root.toString(), buckets);
  }

  /**
   * Campaigns are not named, so that there need be no dictionary of them. Vendors are, and none is
   * closed for this gate.
   */
  static Gate gate(long seed, SparkSession spark, Path root) {
    RandomLake world = new RandomLake(seed, spark, root);
    world.buildPermission(seed);
    for (int append = 0; append < APPENDS; append++) {
      world.appendTouchpoints();
      world.appendConversions();
    }
    return new Gate(world.lake, Rows.CONTROLLER, RandomConsent.RULES, CLOCKS);
  }

  /** In several builds, so that some subjects have several versions. */
  private void buildPermission(long seed) {
    List<Rows> deliveries = new RandomConsent(seed, SUBJECTS).deliveries(BUILDS.length);
    for (int build = 0; build < BUILDS.length; build++) {
      lake.appendNew(Tables.CONSENT_EVENT, deliveries.get(build).on(spark));
      // A run of its own, which reads the newest versions.
      Lake run = Lake.open(spark, lake.root(), buckets);
      TimelineUpdate.run(run, Rows.CONTROLLER, RandomConsent.RULES, "test", line -> {});
      PermissionUpdate.run(
          run, Rows.CONTROLLER, RandomConsent.RULES, BUILDS[build], "test", line -> {});
    }
  }

  private Instant time() {
    // Whole days: ties are frequent.
    return Rows.day(random.nextInt(83));
  }

  private Instant knownAfter(Instant at) {
    return at.plus(random.nextInt(8), ChronoUnit.DAYS);
  }

  private String controller() {
    return random.nextInt(12) == 0 ? "other" : Rows.CONTROLLER;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private void appendTouchpoints() {
    Rows rows =
        Rows.of(
            Tables.TOUCHPOINT,
            "subject_id",
            "touchpoint_id",
            "occurred_at",
            "channel",
            "region",
            "device_class",
            "is_bot",
            "vendor_id",
            "controller_id",
            "recorded_time",
            "ingested_time");
    // A third of the subjects have no consent on record.
    for (int subject = 0; subject < SUBJECTS * 3 / 2; subject++) {
      for (int i = random.nextInt(6); i > 0; i--) {
        Instant at = time();
        rows.row(
            subject,
            ++touchpoints,
            at,
            random.nextInt(4),
            pick(REGIONS),
            pick(DEVICES),
            random.nextInt(15) == 0,
            pick(VENDORS),
            controller(),
            knownAfter(at),
            knownAfter(at));
      }
    }
    lake.appendNew(Tables.TOUCHPOINT, rows.on(spark));
  }

  private void appendConversions() {
    Rows rows =
        Rows.of(
            Tables.CONVERSION,
            "subject_id",
            "conversion_id",
            "kind",
            "refund_of",
            "occurred_at",
            "value",
            "region",
            "device_class",
            "controller_id",
            "recorded_time",
            "ingested_time");
    for (int subject = 0; subject < SUBJECTS * 3 / 2; subject++) {
      for (int i = random.nextInt(3); i > 0; i--) {
        Instant at = time();
        String controller = controller();
        int order = ++conversions;
        rows.row(
            subject,
            order,
            "order",
            null,
            at,
            random.nextInt(90),
            pick(REGIONS),
            pick(DEVICES),
            controller,
            knownAfter(at),
            knownAfter(at));
        if (random.nextInt(3) == 0) {
          Instant refunded = at.plus(random.nextInt(9), ChronoUnit.DAYS);
          boolean known = random.nextInt(5) > 0;
          rows.row(
              subject,
              ++conversions,
              "refund",
              known ? order : 1_000_000 + order,
              refunded,
              random.nextInt(60),
              pick(REGIONS),
              pick(DEVICES),
              controller,
              knownAfter(refunded),
              knownAfter(refunded));
        }
      }
    }
    lake.appendNew(Tables.CONVERSION, rows.on(spark));
  }

  /** The same lake for a gate that {@link TestVendors} closes some vendors for. */
  static Gate withClosedVendors(SparkSession spark, Path root) {
    return new Gate(
        Lake.open(spark, root.toString(), 1),
        Rows.CONTROLLER,
        RandomConsent.RULES,
        TestVendors.register(),
        CLOCKS);
  }

  /** Purposes to ask for: each sort in turn. */
  static List<String> question(long seed) {
    return QUESTIONS.get((int) (seed % QUESTIONS.size()));
  }

  private static final List<List<String>> QUESTIONS =
      List.of(
          List.of("measurement"),
          List.of("reopening", "statistics"),
          List.of("accountability"),
          List.of("interest", "measurement"));
}
