package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.Clocks;
import org.optika.core.gate.VendorRegister;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.spark.consent.RandomConsent;
import org.optika.spark.gate.GateQuestion.Wanted;
import org.optika.spark.journey.JourneyPaths;
import org.optika.spark.journey.PathRules;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * A seeded lake that grows: what becomes known between two runs is appended between them, however
 * long ago it happened. Its path table is kept by what changes and compared with one that is
 * counted anew.
 */
final class ChangingLake {
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final StructType ROBOT = new StructType().add("subject_id", DataTypes.LongType);
  private static final StructType PATH =
      new StructType()
          .add("policy", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("conversions", DataTypes.LongType)
          .add("value", DataTypes.LongType);
  private static final int[] CODES = {0, 2, 5, 6, 7};
  private static final int SUBJECTS = 200;
  private static final int TOUCHES_A_DAY = 3;

  private static final PathRules RULES =
      new PathRules(
          new JourneyRules(7, 3, TOUCHES_A_DAY),
          List.of(RefusedTouchPolicy.DROP_TOUCH, RefusedTouchPolicy.OPAQUE_STATE),
          List.of("search", "social", "mail", "display"));

  private record Touch(
      int subject,
      int id,
      Instant at,
      int channel,
      boolean isBot,
      String vendor,
      String controller,
      Instant recorded,
      Instant ingested,
      Instant delivered) {}

  private record Conversion(
      int subject,
      int id,
      Integer refundOf,
      Instant at,
      int value,
      String controller,
      Instant recorded,
      Instant ingested,
      Instant delivered) {}

  private final Random random;
  private final SparkSession spark;
  private final Optional<VendorRegister> vendors;
  private final Path root;
  private final int buckets;
  private final List<String> purposes;
  private final Map<Integer, TreeMap<Long, Long>> permission = new TreeMap<>();
  private final List<Touch> touches = new ArrayList<>();
  private final List<Conversion> conversions = new ArrayList<>();

  private int files;
  private Clocks clocks;
  private Optional<EarlierRun> earlier = Optional.empty();
  private List<Row> paths = List.of();
  private List<Row> robots = List.of();

  ChangingLake(long seed, SparkSession spark, Path root) {
    this(seed, spark, root, Optional.empty());
  }

  /**
   * @param vendors where there is a register, half of the touches are of a vendor that is not in it
   */
  ChangingLake(long seed, SparkSession spark, Path root, Optional<VendorRegister> vendors) {
    this.vendors = vendors;
    random = new Random(seed);
    this.spark = spark;
    this.root = root;
    buckets = 1 + random.nextInt(3);
    purposes = RandomLake.question(seed);
    makeTouches();
    makeConversions();
    clocks = GateWorld.clocks(20, 20);
    append(Long.MIN_VALUE, clocks.knownAtMicros());
  }

  private void makeTouches() {
    for (int subject = 0; subject < SUBJECTS * 3 / 2; subject++) {
      for (int i = random.nextInt(30); i > 0; i--) {
        addTouch(subject, day());
      }
    }
    for (int robot = 0; robot < 30; robot++) {
      int subject = random.nextInt(SUBJECTS);
      Instant at = day();
      for (int i = 0; i <= TOUCHES_A_DAY + 2; i++) {
        addTouch(subject, at.plus(i, ChronoUnit.HOURS));
      }
    }
  }

  private void addTouch(int subject, Instant at) {
    touches.add(
        new Touch(
            subject,
            touches.size(),
            at,
            random.nextInt(4),
            random.nextInt(15) == 0,
            vendors.isEmpty() || random.nextBoolean() ? null : TestVendors.STRANGER,
            controller(),
            known(at),
            known(at),
            delivered(at)));
  }

  private void makeConversions() {
    int id = 0;
    for (int subject = 0; subject < SUBJECTS * 3 / 2; subject++) {
      for (int i = random.nextInt(7); i > 0; i--) {
        Instant at = day();
        String controller = controller();
        int order = id++;
        conversions.add(
            new Conversion(
                subject,
                order,
                null,
                at,
                random.nextInt(90),
                controller,
                known(at),
                known(at),
                delivered(at)));
        if (random.nextInt(3) == 0) {
          Instant refunded = at.plus(random.nextInt(30), ChronoUnit.DAYS);
          conversions.add(
              new Conversion(
                  subject,
                  id++,
                  random.nextInt(5) > 0 ? order : 1_000_000 + order,
                  refunded,
                  random.nextInt(60),
                  controller,
                  known(refunded),
                  known(refunded),
                  delivered(refunded)));
        }
      }
    }
  }

  /** Half days: ties are frequent. */
  private Instant day() {
    return Rows.day(random.nextInt(160) / 2.0);
  }

  /** Most rows come at once, some late, and a few were announced before they happened. */
  private Instant known(Instant at) {
    int days = random.nextInt(10) == 0 ? random.nextInt(50) : random.nextInt(3) - 1;
    return at.plus(days, ChronoUnit.DAYS);
  }

  private Instant delivered(Instant at) {
    return known(at).plus(random.nextInt(3), ChronoUnit.DAYS);
  }

  private String controller() {
    return random.nextInt(15) == 0 ? "other" : Rows.CONTROLLER;
  }

  /**
   * Moves the clocks on by some days, appends what became known in between, and now and then
   * compacts.
   */
  void grow() {
    Clocks old = clocks;
    clocks =
        new Clocks(
            old.asOfMicros() + random.nextInt(12) * DAY_MICROS,
            old.knownAtMicros() + random.nextInt(12) * DAY_MICROS);
    if (clocks.knownAtMicros() > old.knownAtMicros()) {
      append(old.knownAtMicros(), clocks.knownAtMicros());
    }
    if (random.nextInt(3) == 0) {
      lake().compact(random.nextBoolean() ? Tables.TOUCHPOINT : Tables.CONVERSION);
    }
  }

  private void append(long after, long upTo) {
    Rows touchRows =
        Rows.of(
                Tables.TOUCHPOINT,
                "subject_id",
                "touchpoint_id",
                "occurred_at",
                "channel",
                "is_bot",
                "vendor_id",
                "controller_id",
                "recorded_time",
                "ingested_time")
            .with("file_id", ++files);
    for (Touch touch : touches) {
      if (isIn(touch.delivered(), after, upTo)) {
        touchRows.row(
            touch.subject(),
            touch.id(),
            touch.at(),
            touch.channel(),
            touch.isBot(),
            touch.vendor(),
            touch.controller(),
            touch.recorded(),
            touch.ingested());
      }
    }
    Rows conversionRows =
        Rows.of(
                Tables.CONVERSION,
                "subject_id",
                "conversion_id",
                "kind",
                "refund_of",
                "occurred_at",
                "value",
                "controller_id",
                "recorded_time",
                "ingested_time")
            .with("file_id", ++files);
    for (Conversion conversion : conversions) {
      if (isIn(conversion.delivered(), after, upTo)) {
        conversionRows.row(
            conversion.subject(),
            conversion.id(),
            conversion.refundOf() == null ? "order" : "refund",
            conversion.refundOf(),
            conversion.at(),
            conversion.value(),
            conversion.controller(),
            conversion.recorded(),
            conversion.ingested());
      }
    }
    Lake lake = lake();
    lake.append(Tables.TOUCHPOINT, touchRows.on(spark));
    lake.append(Tables.CONVERSION, conversionRows.on(spark));
    boolean first = permission.isEmpty();
    Dataset<Row> changed = changedPermission(upTo).on(spark);
    PermissionTable table = PermissionTable.in(lake);
    TableVersion timeline = lake.version(Tables.CONSENT_TIMELINE);
    if (first) {
      table.replace(changed, upTo, timeline, "");
    } else {
      assertThat(table.append(changed, upTo, timeline, "")).isTrue();
    }
  }

  /** Some subjects say something new, some of them of a time long ago. */
  private Rows changedPermission(long knownAt) {
    Rows rows = Rows.of(Tables.PERMISSION, "subject_id", "from", "state", "known_at");
    boolean first = permission.isEmpty();
    for (int subject = 0; subject < SUBJECTS; subject++) {
      if (!first && random.nextInt(6) > 0) {
        continue;
      }
      TreeMap<Long, Long> steps = permission.computeIfAbsent(subject, none -> new TreeMap<>());
      long from = Rows.dayMicros(random.nextInt(80));
      if (!first && random.nextInt(3) > 0) {
        from = knownAt - random.nextInt(4) * DAY_MICROS;
      }
      if (random.nextBoolean()) {
        steps.tailMap(from).clear();
      }
      for (int i = random.nextInt(4); i >= 0; i--) {
        steps.put(from + i * 10 * DAY_MICROS, state());
      }
      rows.row(
          subject,
          List.copyOf(steps.keySet()),
          List.copyOf(steps.values()),
          Instant.EPOCH.plus(knownAt, ChronoUnit.MICROS));
    }
    return rows;
  }

  /** Mostly permitted, whatever is asked. */
  private long state() {
    long code = random.nextInt(3) > 0 ? 1 : CODES[random.nextInt(CODES.length)];
    return code * 0x1111_1111L;
  }

  /** A row comes when it is delivered, whatever it says of when it was known. */
  private static boolean isIn(Instant delivered, long after, long upTo) {
    return Rows.micros(delivered) > after && Rows.micros(delivered) <= upTo;
  }

  private Lake lake() {
    return Lake.open(spark, root.toString(), buckets);
  }

  private Gate gate() {
    return new Gate(lake(), Rows.CONTROLLER, RandomConsent.RULES, vendors, clocks);
  }

  /** With and without counts, the paths of the gate come to the path table as it stands. */
  void requireSameOnEachPath() {
    Gate gate = gate();
    for (Wanted wanted : List.of(Wanted.ALL_COUNTED, Wanted.ALL)) {
      for (PermittedSubjects subjects :
          List.of(
              gate.clustered(purposes, wanted),
              gate.shuffled(purposes, wanted),
              gate.portable(purposes, wanted))) {
        Dataset<Row> all = JourneyPaths.count(subjects, RULES);
        assertThat(rows(JourneyPaths.sums(all))).containsExactlyElementsOf(paths);
        assertThat(rows(JourneyPaths.robots(all))).containsExactlyElementsOf(robots);
      }
    }
  }

  /** Continues the last run, or counts everything in the first one; both come to the same. */
  void requireSame() {
    Lake lake = lake();
    Gate gate = gate();
    Dataset<Row> all = JourneyPaths.count(gate.clustered(purposes, Wanted.ALL), RULES);
    List<Row> expected = rows(JourneyPaths.sums(all));
    List<Row> expectedRobots = rows(JourneyPaths.robots(all));
    if (earlier.isEmpty()) {
      paths = expected;
      robots = expectedRobots;
    } else {
      ChangeReach reach = new ChangeReach(RULES.journeys().lookbackMicros(), TOUCHES_A_DAY);
      Dataset<Row> parts =
          JourneyPaths.changes(gate.changes(purposes, earlier.get(), reach), RULES);
      paths = rows(JourneyPaths.sums(frame(paths).unionByName(parts.drop("robot"))));
      robots = rows(spark.createDataFrame(robots, ROBOT).union(JourneyPaths.robots(parts)));
      assertThat(paths).containsExactlyElementsOf(expected);
      assertThat(robots).containsExactlyElementsOf(expectedRobots);
    }
    lake.replace(
        Tables.ROBOT,
        spark.createDataFrame(robots, ROBOT).selectExpr("subject_id", "'shop' as controller_id"));
    earlier =
        Optional.of(
            new EarlierRun(
                clocks,
                lake.version(Tables.PERMISSION),
                lake.version(Tables.TOUCHPOINT),
                lake.version(Tables.CONVERSION),
                lake.version(Tables.ROBOT)));
  }

  /** The path table as it stands. */
  List<Row> paths() {
    return paths;
  }

  /** Pseudonyms of robots as they stand. */
  List<Row> robots() {
    return robots;
  }

  private Dataset<Row> frame(List<Row> paths) {
    return spark.createDataFrame(paths, PATH);
  }

  private static List<Row> rows(Dataset<Row> rows) {
    return rows.collectAsList().stream().sorted(Comparator.comparing(Row::toString)).toList();
  }
}
