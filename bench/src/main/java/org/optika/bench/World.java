package org.optika.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.optika.spark.gate.ForeignActivity;

/**
 * Activity and permission of made-up people, the same for each scale in every run. At scale 1: 2
 * million people, a half of them with 1 to 6 changes of permission, 40 million touchpoints in 180
 * days in no order, and 400,000 conversions. Few people have most of them, 8 robots have 2 percent,
 * and one touchpoint of a hundred stands there twice.
 *
 * <p>It lies on disk three times: unordered Parquet, Parquet in buckets sorted by subject and time,
 * and the same in Delta.
 */
final class World {
  /** Purposes in use. */
  static final int PURPOSES = 5;

  static final List<String> CHANNELS =
      List.of("c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10");

  static final long DAY_MICROS = 86_400_000_000L;

  /** How a copy of the world lies on disk. */
  enum Layout {
    RAW,
    CLUSTERED,
    DELTA
  }

  private static final long PEOPLE = 2_000_000;
  private static final long EVENTS = 40_000_000;
  private static final long EVENTS_PER_CONVERSION = 100;
  private static final long FIRST_MICROS = 1_767_225_600_000_000L;
  private static final int FILES = 8;
  private static final List<String> TABLES = List.of("touchpoint", "conversion", "permission");

  private final SparkSession spark;
  private final Path folder;
  private final long people;
  private final long events;
  private final int buckets;
  private final Map<Path, Dataset<Row>> known = new HashMap<>();

  private World(SparkSession spark, double scale, Path folder) {
    this.spark = spark;
    this.folder = folder;
    people = Math.max(100, Math.round(PEOPLE * scale));
    events = Math.max(1_000, Math.round(EVENTS * scale));
    buckets = (int) Math.max(8, Math.round(32 * scale));
  }

  /** Makes the files unless an earlier run has left them there. */
  static World in(Path dir, double scale, SparkSession spark) {
    World world = new World(spark, scale, dir.resolve("world-" + scale));
    if (!Files.exists(world.folder.resolve("complete"))) {
      world.make();
    }
    return world;
  }

  private void make() {
    write(makePermission(), "permission");
    write(makeTouchpoints(), "touchpoint");
    write(makeConversions(), "conversion");
    write(makeSteps(), "step");
    for (String table : TABLES) {
      cluster(table);
    }
    try {
      Files.createFile(folder.resolve("complete"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void write(Dataset<Row> rows, String table) {
    rows.write().mode(SaveMode.Overwrite).parquet(path(Layout.RAW, table).toString());
  }

  private void cluster(String table) {
    List<org.apache.spark.sql.Column> order =
        table.equals("permission")
            ? List.of(col("bucket"), col("subject_id"))
            : List.of(col("bucket"), col("subject_id"), col("occurred_at"));
    Dataset<Row> clustered =
        read(Layout.RAW, table)
            .withColumn(
                "bucket", expr("cast(pmod(xxhash64(subject_id), %d) as int)".formatted(buckets)))
            .repartitionById(buckets, col("bucket"))
            .sortWithinPartitions(order.toArray(org.apache.spark.sql.Column[]::new));
    clustered
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy("bucket")
        .parquet(path(Layout.CLUSTERED, table).toString());
    copy(path(Layout.CLUSTERED, table), path(Layout.DELTA, table));
    spark.sql(
        "CONVERT TO DELTA parquet.`%s` PARTITIONED BY (bucket INT)"
            .formatted(path(Layout.DELTA, table)));
  }

  /** So that Delta has the very same files. */
  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        if (Files.isRegularFile(file)) {
          Path copy = to.resolve(from.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String size() {
    return "%,d touchpoints, %,d people, %d purposes".formatted(events, people, PURPOSES);
  }

  int buckets() {
    return buckets;
  }

  Path path(Layout layout, String table) {
    return folder.resolve(layout.name().toLowerCase(java.util.Locale.ROOT)).resolve(table);
  }

  /** Files are listed and their schema is read at the first call only. */
  Dataset<Row> read(Layout layout, String table) {
    return known.computeIfAbsent(
        path(layout, table),
        path ->
            spark
                .read()
                .format(layout == Layout.DELTA ? "delta" : "parquet")
                .load(path.toString()));
  }

  /** The world as the engine is given it. */
  ForeignActivity activity(Layout layout) {
    return new ForeignActivity(
        read(layout, "touchpoint"),
        Optional.of(read(layout, "conversion")),
        read(layout, "permission"));
  }

  /** As a table of DuckDB. */
  String files(Layout layout, String table) {
    return layout == Layout.RAW
        ? "read_parquet('%s/*.parquet')".formatted(path(layout, table))
        : "read_parquet('%s/*/*.parquet')".formatted(path(layout, table));
  }

  /** A number in [0, 1) that depends on the id alone. */
  private static String unit(int salt) {
    return "(shiftrightunsigned(xxhash64(id, %d), 11) * %s)".formatted(salt, 0x1p-53);
  }

  private String subject() {
    return "xxhash64(if(id %% 50 = 0, -1 - (id div 50) %% 8, cast(floor(%d * pow(%s, 1.5)) as bigint)))"
        .formatted(people, unit(1));
  }

  private static String instant() {
    return "%d + cast(floor(%s * %d) as bigint)".formatted(FIRST_MICROS, unit(2), 180 * DAY_MICROS);
  }

  private Dataset<Row> makeTouchpoints() {
    return spark
        .range(0, events, 1, FILES)
        .withColumn("id", expr("if(id % 100 = 1, id - 1, id)"))
        .select(
            expr(subject()).as("subject_id"),
            expr(instant()).as("occurred_at"),
            expr("cast(pmod(xxhash64(id, 3), %d) as int)".formatted(CHANNELS.size()))
                .as("channel"));
  }

  private Dataset<Row> makeConversions() {
    return spark
        .range(0, Math.max(100, events / EVENTS_PER_CONVERSION), 1, 1)
        .withColumn("id", expr("3 + id * %d".formatted(EVENTS_PER_CONVERSION)))
        .select(
            expr(subject()).as("subject_id"),
            expr(instant()).as("occurred_at"),
            expr("100000 + pmod(xxhash64(id, 4), 1000000)").as("value"));
  }

  /** The shape of table {@code permission}: codes 1 to 4 permit, 5 to 7 and 0 do not. */
  private Dataset<Row> makePermission() {
    String steps = "sequence(0, cast(pmod(xxhash64(id, 5), 6) as int))";
    return spark
        .range(0, people, 1, FILES)
        .where("pmod(xxhash64(id, 9), 2) = 0")
        .select(
            expr("xxhash64(id)").as("subject_id"),
            expr("transform(%s, k -> %d + k * %d + pmod(xxhash64(id, k), %d))"
                    .formatted(
                        steps, FIRST_MICROS - 30 * DAY_MICROS, 30 * DAY_MICROS, 30 * DAY_MICROS))
                .as("from"),
            expr("transform(%s, k -> xxhash64(id, k, 7) & %d)".formatted(steps, 0x77777))
                .as("state"));
  }

  /** Permission with one row a step and its end, the form that suits DuckDB best. */
  private Dataset<Row> makeSteps() {
    return read(Layout.RAW, "permission")
        .select(
            expr("subject_id"),
            expr("posexplode(arrays_zip(`from`, state, array_append(slice(`from`, 2, size(`from`)), %d)))"
                    .formatted(Long.MAX_VALUE))
                .as(new String[] {"step", "of"}))
        .select(
            expr("subject_id"),
            expr("of['from']").as("start"),
            expr("of['2']").as("stop"),
            expr("of['state']").as("word"));
  }
}
