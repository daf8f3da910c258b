package org.optika.bench;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Activity and permission of made-up people as Parquet files, the same for each scale in every run.
 * At scale 1: 2 million people, a half of them with 1 to 6 changes of permission, and 40 million
 * contacts in 180 days; few people have most of them, and 8 robots have 2 percent.
 */
final class JoinWorld {
  /** Purposes in use. */
  static final int PURPOSES = 5;

  private static final long PEOPLE = 2_000_000;
  private static final long EVENTS = 40_000_000;
  private static final long FIRST_MICROS = 1_767_225_600_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int FILES = 8;

  private final long people;
  private final long events;
  private final Path eventFolder;
  private final Path permissionFolder;

  private JoinWorld(double scale, Path folder) {
    people = Math.max(100, Math.round(PEOPLE * scale));
    events = Math.max(1_000, Math.round(EVENTS * scale));
    eventFolder = folder.resolve("event");
    permissionFolder = folder.resolve("permission");
  }

  /** Makes the files unless an earlier run has left them there. */
  static JoinWorld in(Path dir, double scale, SparkSession spark) {
    Path folder = dir.resolve("join-" + scale);
    JoinWorld world = new JoinWorld(scale, folder);
    if (!Files.exists(world.eventFolder.resolve("_SUCCESS"))) {
      write(world.makePermission(spark), world.permissionFolder);
      write(world.makeEvents(spark), world.eventFolder);
    }
    return world;
  }

  private static void write(Dataset<Row> rows, Path folder) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
  }

  String size() {
    return "%,d contacts, %,d people, %d purposes".formatted(events, people, PURPOSES);
  }

  Path events() {
    return eventFolder;
  }

  Path permission() {
    return permissionFolder;
  }

  /** A number in [0, 1) that depends on the id alone. */
  private static String unit(int salt) {
    return "(shiftrightunsigned(xxhash64(id, %d), 11) * %s)".formatted(salt, 0x1p-53);
  }

  private Dataset<Row> makeEvents(SparkSession spark) {
    return spark
        .range(0, events, 1, FILES)
        .select(
            expr("xxhash64(if(id %% 50 = 0, -1 - (id div 50) %% 8, cast(floor(%d * pow(%s, 1.5)) as bigint)))"
                    .formatted(people, unit(1)))
                .as("subject_id"),
            expr("%d + cast(floor(%s * %d) as bigint)"
                    .formatted(FIRST_MICROS, unit(2), 180 * DAY_MICROS))
                .as("at"),
            expr("cast(pmod(xxhash64(id, 3), 11) as int)").as("channel"));
  }

  /** The shape of table {@code permission}: codes 1 to 4 permit, 5 to 7 and 0 do not. */
  private Dataset<Row> makePermission(SparkSession spark) {
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
}
