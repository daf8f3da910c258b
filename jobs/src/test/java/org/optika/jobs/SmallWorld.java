package org.optika.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.optika.sample.SampleWorld;

/**
 * A few people, delivered in two parts, with the repository's configuration cut down to what is
 * quick: few models, few tables of opt-in, little parallelism.
 *
 * @param folder where files, configuration and key are
 */
public record SmallWorld(Path folder) {
  /** Clock of a run on the first delivery. */
  public static final Instant EARLIER = Instant.parse("2026-08-15T00:00:00Z");

  /** Clock of a run on all deliveries. */
  public static final Instant LATER = Instant.parse("2026-10-01T00:00:00Z");

  private static final Path CONF = Path.of("..", "conf");
  private static final String KEY = "a key for tests only, 32 bytes or more";

  /** Writes the world into an empty folder. */
  public static SmallWorld in(Path folder, int people) throws IOException {
    SmallWorld world = new SmallWorld(folder.toAbsolutePath());
    copy(CONF, folder.resolve("conf"));
    Files.writeString(folder.resolve("test.key"), KEY, StandardCharsets.UTF_8);
    world.cutDown();
    new SampleWorld(people, 120, 5).writeTo(folder.resolve("first"), line -> {});
    new SampleWorld(2L * people, 120, 7).writeTo(folder.resolve("second"), line -> {});
    copy(folder.resolve("first"), folder.resolve("both"));
    try (Stream<Path> files = Files.walk(folder.resolve("second/raw"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = folder.resolve("second").relativize(file);
        Files.copy(
            file,
            folder.resolve("both").resolve(relative).resolveSibling("2-" + file.getFileName()));
      }
    }
    return world;
  }

  private void cutDown() throws IOException {
    edit(
        "optika.yaml",
        "key_file: .*",
        "key_file: " + folder.resolve("test.key"),
        "buckets: .*",
        "buckets: 2",
        "  models: .*",
        "  models: [last-touch, linear, markov-1, shapley]",
        "  policies: .*",
        "  policies: [drop-touch, opaque-state]",
        "bootstrap_replicas: .*",
        "bootstrap_replicas: 20",
        "threshold: .*",
        "threshold: 3",
        "  keys: .*",
        "  keys: " + releaseKeys(),
        "lineage: .*",
        "lineage: " + lineage());
    edit(
        "opt-in.yaml",
        "metrics: .*",
        "metrics: [opt-in-rate, accept-rate]",
        "purposes: .*",
        "purposes: [measurement, email_marketing]",
        "(?m)^  - \\{id: by-(?!month|channel-device).*\\n",
        "");
    edit("evidence.yaml", "opt_in_tables: .*", "opt_in_tables: [by-month]");
    Files.createDirectories(folder.resolve("scratch"));
    Files.writeString(
        folder.resolve("conf/spark-defaults.conf"),
        """

        spark.master                                     local[2]
        spark.driver.host                                127.0.0.1
        spark.driver.bindAddress                         127.0.0.1
        spark.local.dir                                  %s
        spark.sql.warehouse.dir                          %s
        spark.sql.shuffle.partitions                     2
        spark.default.parallelism                        2
        spark.databricks.delta.snapshotPartitions        1
        """
            .formatted(folder.resolve("scratch"), folder.resolve("scratch")),
        StandardOpenOption.APPEND);
  }

  /** Adds a setting of Spark. */
  public void set(String key, String value) throws IOException {
    Files.writeString(
        folder.resolve("conf/spark-defaults.conf"),
        key + " " + value + "\n",
        StandardOpenOption.APPEND);
  }

  /**
   * Changes a file of the configuration.
   *
   * @param patternsAndTexts regular expressions, each with what takes its place
   */
  public void edit(String name, String... patternsAndTexts) throws IOException {
    Path file = folder.resolve("conf").resolve(name);
    String text = Files.readString(file);
    for (int i = 0; i < patternsAndTexts.length; i += 2) {
      String edited = text.replaceAll(patternsAndTexts[i], patternsAndTexts[i + 1]);
      if (edited.equals(text)) {
        throw new IllegalStateException("%s has no '%s'".formatted(name, patternsAndTexts[i]));
      }
      text = edited;
    }
    Files.writeString(file, text);
  }

  public Path config() {
    return folder.resolve("conf/optika.yaml");
  }

  /** Keys of releases that are not published yet. */
  public Path releaseKeys() {
    return folder.resolve("release-keys");
  }

  /** Events of runs on the configured lake. */
  public Path lineage() {
    return folder.resolve("lineage");
  }

  /** Raw files of the first delivery. */
  public Path first() {
    return folder.resolve("first/raw");
  }

  /** Raw files of both deliveries. */
  public Path both() {
    return folder.resolve("both/raw");
  }

  /** A folder with all that is in it, times of the files included. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
