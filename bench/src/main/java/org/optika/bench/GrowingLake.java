package org.optika.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.optika.core.Clocks;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.spark.gate.EarlierRun;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.PermissionTable;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * A lake with two years of made-up activity, and with what the last hundredth of that time has
 * added to it: new touchpoints, conversions and permissions, a tenth of the activity up to ten days
 * late. At scale 1: 2 million people and 40 million touchpoints, one conversion to a hundred of
 * them.
 */
final class GrowingLake {
  static final int DAYS = 730;
  static final int LATE_DAYS = 10;
  static final double NEW_SHARE = 0.01;

  /** Asked at the activity's own time and at the time of the run. */
  static final String BOTH_CLOCKS = "measurement";

  /** Asked at the activity's own time only. */
  static final String OWN_TIME = "statistics";

  private static final String CONTROLLER = "bench";
  private static final int FILES = 8;
  private static final int PARTS = 4;
  private static final long EVENTS_PER_CONVERSION = 100;
  private static final long FIRST_MICROS = 1_704_067_200_000_000L;
  private static final long END_MICROS = FIRST_MICROS + DAYS * World.DAY_MICROS;
  private static final long NEW_MICROS = END_MICROS - (long) (NEW_SHARE * DAYS * World.DAY_MICROS);

  private static final String OLD = "known <= " + NEW_MICROS;
  private static final String NEW = "known > " + NEW_MICROS + " AND known <= " + END_MICROS;

  /** Columns that {@link #timed} makes and both tables have. */
  private static final List<String> COMMON =
      List.of(
          "subject_id",
          "occurred_at",
          "recorded_time",
          "ingested_time",
          "controller_id",
          "device_class",
          "region",
          "source_system",
          "file_id",
          "file_row");

  private static final RulePack RULES =
      new RulePack(
          List.of(purpose(BOTH_CLOCKS, false), purpose(OWN_TIME, true)),
          List.of(new Jurisdiction(RulePack.DEFAULT_JURISDICTION, List.of(), List.of(), List.of())),
          List.of(),
          List.of());

  private final SparkSession spark;
  private final Path folder;
  private final long people;
  private final long events;
  private final int buckets;

  private GrowingLake(SparkSession spark, double scale, Path folder) {
    this.spark = spark;
    this.folder = folder;
    people = Math.max(100, Math.round(2_000_000 * scale));
    events = Math.max(10_000, Math.round(40_000_000 * scale));
    buckets = (int) Math.max(2, Math.round(4 * scale));
  }

  private static Purpose purpose(String id, boolean eventTimeOnly) {
    return new Purpose(
        id,
        LegalBasis.CONSENT,
        Map.of(),
        false,
        false,
        false,
        eventTimeOnly,
        eventTimeOnly ? "measured beside the other" : "");
  }

  /**
   * Makes the lake unless an earlier run has left it there.
   *
   * @param whileOld is run when the new rows have not come yet
   */
  static GrowingLake in(
      Path dir, double scale, SparkSession spark, Consumer<GrowingLake> whileOld) {
    GrowingLake lake = new GrowingLake(spark, scale, dir.resolve("growing-" + scale));
    if (!Files.exists(lake.complete())) {
      lake.make(whileOld);
    }
    return lake;
  }

  /** Where results of this lake are kept, beside its tables. */
  Path results() {
    return folder.resolve("results");
  }

  private Path complete() {
    return folder.resolve("complete");
  }

  Lake open() {
    return Lake.open(spark, folder.toString(), buckets);
  }

  String size() {
    return "%,d touchpoints of %,d people in %d days, %,d conversions; new: the last %.1f days"
        .formatted(
            events,
            people,
            DAYS,
            events / EVENTS_PER_CONVERSION,
            (END_MICROS - NEW_MICROS) / (double) World.DAY_MICROS);
  }

  /** Clocks of the run before the new rows came. */
  static Clocks before() {
    return new Clocks(NEW_MICROS, NEW_MICROS);
  }

  static Clocks after() {
    return new Clocks(END_MICROS, END_MICROS);
  }

  Gate gate(Clocks clocks) {
    return new Gate(open(), CONTROLLER, RULES, clocks);
  }

  /** The run before the new rows came. */
  EarlierRun earlier() {
    try {
      List<TableVersion> versions =
          Files.readAllLines(complete()).stream()
              .map(text -> TableVersion.parse(text).orElseThrow())
              .toList();
      return new EarlierRun(
          before(), versions.get(0), versions.get(1), versions.get(2), versions.get(3));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void make(Consumer<GrowingLake> whileOld) {
    Lake lake = open();
    PermissionTable.in(lake).replace(permission(), NEW_MICROS);
    // Part by part, so that few months are written at once.
    long part = DAYS / PARTS * World.DAY_MICROS;
    for (int i = 0; i < PARTS; i++) {
      String months =
          OLD
              + " AND at >= %d AND at < %d"
                  .formatted(
                      FIRST_MICROS + i * part,
                      i + 1 < PARTS ? FIRST_MICROS + (i + 1) * part : Long.MAX_VALUE);
      lake.append(Tables.TOUCHPOINT, touchpoints(months));
    }
    lake.append(Tables.CONVERSION, conversions(OLD));
    lake.read(Tables.ROBOT); // is made when it is read first
    List<String> versions = new ArrayList<>();
    for (Table table :
        List.of(Tables.PERMISSION, Tables.TOUCHPOINT, Tables.CONVERSION, Tables.ROBOT)) {
      versions.add(lake.version(table).text());
    }
    whileOld.accept(this);
    lake.appendFrom(
        lake.version(Tables.PERMISSION),
        Tables.PERMISSION,
        changedPermission(),
        Map.of("known_at", NEW_MICROS + "," + END_MICROS));
    lake.append(Tables.TOUCHPOINT, touchpoints(NEW));
    lake.append(Tables.CONVERSION, conversions(NEW));
    try {
      Files.write(complete(), versions);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A number in [0, 1) that depends on the id alone. */
  private static String unit(int salt) {
    return "(shiftrightunsigned(xxhash64(id, %d), 11) * %s)".formatted(salt, 0x1p-53);
  }

  private static String subject(String number) {
    return "shiftrightunsigned(xxhash64(%s), 1)".formatted(number);
  }

  /** Few people have most of the activity. */
  private String skewed() {
    return subject("cast(floor(%d * pow(%s, 1.5)) as bigint)".formatted(people, unit(1)));
  }

  /** Rows with their times; a tenth of them is known up to ten days later. */
  private Dataset<Row> timed(Dataset<Row> ids) {
    return ids.selectExpr(
            "*",
            skewed() + " as subject_id",
            "%d + cast(floor(%s * %d) as bigint) as at"
                .formatted(FIRST_MICROS, unit(2), DAYS * World.DAY_MICROS))
        .selectExpr(
            "*",
            "at + if(pmod(xxhash64(id, 10), 10) = 0, pmod(xxhash64(id, 11), %d), 0) as known"
                .formatted(LATE_DAYS * World.DAY_MICROS))
        .selectExpr(
            "*",
            "timestamp_micros(at) as occurred_at",
            "timestamp_micros(known) as recorded_time",
            "timestamp_micros(known) as ingested_time",
            "'%s' as controller_id".formatted(CONTROLLER),
            "cast(null as string) as device_class",
            "cast(null as string) as region",
            "'bench' as source_system",
            "if(known > %d, 2L, 1L) as file_id".formatted(NEW_MICROS),
            "0L as file_row");
  }

  private static String[] with(String... columns) {
    List<String> all = new ArrayList<>(List.of(columns));
    all.addAll(COMMON);
    return all.toArray(String[]::new);
  }

  private Dataset<Row> touchpoints(String known) {
    return timed(spark.range(0, events, 1, FILES).toDF())
        .where(known)
        .selectExpr(
            with(
                "shiftrightunsigned(xxhash64(id, 12), 1) as touchpoint_id",
                "cast(pmod(xxhash64(id, 3), %d) as int) as channel"
                    .formatted(World.CHANNELS.size()),
                "0L as campaign_id",
                "cast(null as string) as vendor_id",
                "false as is_bot"));
  }

  private Dataset<Row> conversions(String known) {
    return timed(
            spark
                .range(0, events / EVENTS_PER_CONVERSION, 1, FILES)
                .selectExpr("id + %d as id".formatted(events)))
        .where(known)
        .selectExpr(
            with(
                "shiftrightunsigned(xxhash64(id, 12), 1) as conversion_id",
                "'order' as kind",
                "cast(null as bigint) as refund_of",
                "cast(10 + pmod(xxhash64(id, 4), 100) as decimal(18,4)) as value",
                "cast(10 + pmod(xxhash64(id, 4), 100) as decimal(18,4)) as original_value",
                "'EUR' as original_currency"));
  }

  /** A half of the people, each with up to six steps in two years; the last one may lie ahead. */
  private Dataset<Row> permission() {
    return steps("pmod(xxhash64(id, 9), 2) = 0", NEW_MICROS);
  }

  /** A hundredth of them say something new, from one of the last days on. */
  private Dataset<Row> changedPermission() {
    return steps("pmod(xxhash64(id, 9), 2) = 0 AND pmod(xxhash64(id, 13), 100) = 0", END_MICROS)
        .selectExpr(
            "controller_id",
            "subject_id",
            "array_append(filter(`from`, at -> at < %1$d), %1$d + pmod(xxhash64(subject_id), %2$d)) as `from`"
                .formatted(
                    NEW_MICROS - LATE_DAYS * World.DAY_MICROS, (LATE_DAYS + 7) * World.DAY_MICROS),
            "array_append(slice(state, 1, size(filter(`from`, at -> at < %d))), xxhash64(subject_id, 14) & 119) as state"
                .formatted(NEW_MICROS - LATE_DAYS * World.DAY_MICROS),
            "known_at");
  }

  private Dataset<Row> steps(String people, long knownAtMicros) {
    String steps = "sequence(0, cast(pmod(xxhash64(id, 5), 6) as int))";
    long gap = 120 * World.DAY_MICROS;
    return spark
        .range(0, this.people, 1, FILES)
        .where(people)
        .selectExpr(
            "'%s' as controller_id".formatted(CONTROLLER),
            subject("id") + " as subject_id",
            "transform(%s, k -> %d + k * %d + pmod(xxhash64(id, k), %d)) as `from`"
                .formatted(steps, FIRST_MICROS - gap / 2, gap, gap),
            "transform(%s, k -> xxhash64(id, k, 7) & 119) as state".formatted(steps),
            "timestamp_micros(%d) as known_at".formatted(knownAtMicros));
  }
}
