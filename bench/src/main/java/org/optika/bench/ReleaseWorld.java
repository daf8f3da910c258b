package org.optika.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.KeySet;

/**
 * Visits of made-up people, the same for each scale in every run. At scale 1: 10 million people
 * with 39.3 million visits in 300 groups. Of a hundred people 99 have one to five visits, and the
 * hundredth has 96, four in each of 24 groups: nobody has more than {@link #BOUNDS}, so that
 * bounding takes nothing off.
 *
 * <p>It lies on disk twice: as Parquet in no order, and in buckets that are sorted by subject.
 * Columns: {@code subject_id, id, channel, region, month} (texts), {@code revenue} in [0, {@value
 * #MOST_REVENUE}] and {@code seconds} in [0, {@value #MOST_SECONDS}], both in quarters, so that
 * sums of them are exact.
 */
final class ReleaseWorld {
  static final int MOST_REVENUE = 100;
  static final int MOST_SECONDS = 600;
  static final ContributionBounds BOUNDS = new ContributionBounds(24, 4);
  static final KeySet KEYS =
      new KeySet(
          List.of("channel", "region", "month"),
          List.of(values("channel-%d", 10), values("region-%d", 5), values("2026-0%d", 6)));

  private static final long PEOPLE = 10_000_000;
  private static final int FILES = 8;

  private final SparkSession spark;
  private final Path folder;
  private final long people;
  private final int buckets;

  private ReleaseWorld(SparkSession spark, double scale, Path folder) {
    this.folder = folder;
    people = Math.max(1_000, Math.round(PEOPLE * scale));
    buckets = (int) Math.max(FILES, Math.round(32 * scale));
    this.spark = spark.newSession();
    this.spark.conf().set("spark.sql.shuffle.partitions", buckets);
    // Half as many partitions as files, so that Spark puts files together and splits none.
    this.spark.conf().set("spark.sql.files.minPartitionNum", buckets / 2);
    this.spark.conf().set("spark.sql.files.maxPartitionBytes", Long.MAX_VALUE);
  }

  private static List<String> values(String format, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(format::formatted).toList();
  }

  /** Makes the files unless an earlier run has left them there. */
  static ReleaseWorld in(Path dir, double scale, SparkSession spark) {
    ReleaseWorld world = new ReleaseWorld(spark, scale, dir.resolve("release-world-" + scale));
    if (!Files.exists(world.folder.resolve("complete"))) {
      world.make();
    }
    return world;
  }

  private void make() {
    Dataset<Row> visits = visits();
    write(
        visits.repartition(FILES, expr("xxhash64(id)")).sortWithinPartitions(expr("xxhash64(id)")),
        "raw");
    write(
        visits.repartition(buckets, col("subject_id")).sortWithinPartitions("subject_id"),
        "clustered");
    try {
      Files.createFile(folder.resolve("complete"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void write(Dataset<Row> rows, String layout) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.resolve(layout).toString());
  }

  /** Two visits after one another are in one group, the next two in the next one. */
  private Dataset<Row> visits() {
    return spark
        .range(0, people, 1, FILES)
        .select(
            col("id").as("person"),
            expr("explode(sequence(0, if(id % 100 = 0, 95, cast(pmod(xxhash64(id, 1), 5) as int))))")
                .as("visit"))
        .select(
            expr("xxhash64(person)").as("subject_id"),
            expr("person * 128 + visit").as("id"),
            key(0, "pmod(xxhash64(person, 2), 10) + visit div 12 % 4"),
            key(1, "xxhash64(person, 3)"),
            key(2, "pmod(xxhash64(person, 4), 6) + visit div 2"),
            expr("pmod(xxhash64(person, visit, 5), %d) / 4D".formatted(4 * MOST_REVENUE + 1))
                .as("revenue"),
            expr("pmod(xxhash64(person, visit, 6), %d) / 4D".formatted(4 * MOST_SECONDS + 1))
                .as("seconds"));
  }

  private static Column key(int column, String number) {
    List<String> values = KEYS.values().get(column);
    return expr("element_at(array('%s'), 1 + cast(pmod(%s, %d) as int))"
            .formatted(String.join("', '", values), number, values.size()))
        .as(KEYS.columns().get(column));
  }

  String size() {
    return "%,d people, %d keys of %d groups in all"
        .formatted(people, KEYS.columns().size(), KEYS.size());
  }

  int buckets() {
    return buckets;
  }

  /** Rows in no order. */
  Dataset<Row> raw() {
    return read("raw");
  }

  /** Rows of a subject stand together; no partition holds two files, so each ascends. */
  Dataset<Row> clustered() {
    try (Stream<Path> files = Files.list(folder.resolve("clustered"))) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".parquet"))
          .sorted()
          .map(file -> spark.read().parquet(file))
          .reduce(Dataset::union)
          .orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Dataset<Row> read(String layout) {
    return spark.read().parquet(folder.resolve(layout).toString());
  }

  /** Rows in no order, as a table of DuckDB. */
  String rawFiles() {
    return "read_parquet('%s/*.parquet')".formatted(folder.resolve("raw"));
  }
}
