package org.optika.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * What the tables of a lake hold, as multisets of rows, each as a text with every digit. Left out
 * is what differs from run to run by design: the table {@code run}, ids of runs, and the wall
 * clock, which is in {@code ingested_at} and, for sources that do not say when a row was recorded,
 * in {@code recorded_time} and {@code ingested_time}; and what follows from the random salts of the
 * consent log. Of tables with versions it is the rows that hold, without their version, which
 * depends on how often the table was built.
 */
public final class LakeContent {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final Set<Table> STAMPED_BY_THE_CLOCK = Set.of(Tables.CHANNEL_COST);
  private static final String[] SALTED = {
    "salt", "commitment", "root", "subtrees", "pages", "events", "recorded_at"
  };
  private static final int SHOWN = 3;

  private final JobsInSession session;
  private final Path lake;
  private final Map<Table, Map<String, Long>> rows = new HashMap<>();

  public LakeContent(JobsInSession session, Path lake) {
    this.session = session;
    this.lake = lake;
  }

  /** Newest version of each table that exists, by the files of its log. */
  public static Map<String, Long> versions(Path lake) {
    Map<String, Long> versions = new TreeMap<>();
    for (Path commit : commits(lake)) {
      versions.merge(table(commit), version(commit), Math::max);
    }
    return versions;
  }

  /** All files of commits, those of other folders left aside. */
  public static List<Path> commits(Path lake) {
    List<Path> commits = new ArrayList<>();
    for (Table table : Tables.ALL) {
      Path log = lake.resolve(table.name()).resolve("_delta_log");
      if (Files.isDirectory(log)) {
        try (Stream<Path> files = Files.list(log)) {
          files
              .filter(file -> COMMIT.matcher(file.getFileName().toString()).matches())
              .forEach(commits::add);
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
      }
    }
    return commits;
  }

  /** Name of the table of a commit. */
  public static String table(Path commit) {
    return commit.getParent().getParent().getFileName().toString();
  }

  /** Version that a commit made. */
  public static long version(Path commit) {
    Matcher matcher = COMMIT.matcher(commit.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not a commit: " + commit);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Rows of a table with how often they stand in it; none before its first commit. */
  public Map<String, Long> rows(Table table) {
    return rows.computeIfAbsent(table, this::read);
  }

  private Map<String, Long> read(Table table) {
    Path location = lake.resolve(table.name());
    if (!versions(lake).containsKey(table.name())) {
      return Map.of();
    }
    Dataset<Row> stored =
        session
            .spark()
            .read()
            .format("delta")
            .load(location.toString())
            .drop("run_id", "ingested_at");
    if (STAMPED_BY_THE_CLOCK.contains(table)) {
      stored = stored.drop("recorded_time", "ingested_time");
    }
    if (table == Tables.CONSENT_LOG || table == Tables.CONSENT_LOG_HEAD) {
      stored = stored.drop(SALTED);
    }
    if (table == Tables.CONSENT_TIMELINE) {
      stored = newest(stored, "version");
    } else if (table == Tables.PERMISSION) {
      stored = newest(stored, "known_at").where("size(from) > 0");
    }
    Map<String, Long> counts = new HashMap<>();
    for (Row row : stored.collectAsList()) {
      counts.merge(row.mkString(" | "), 1L, Long::sum);
    }
    return counts;
  }

  private static Dataset<Row> newest(Dataset<Row> rows, String version) {
    return rows.withColumn(
            "newest",
            functions.max(version).over(Window.partitionBy("controller_id", "subject_id")))
        .where(functions.col("newest").equalTo(functions.col(version)))
        .drop("newest", version);
  }

  /** Tables that hold other rows than those of {@code expected}, each with some of them. */
  public List<String> differences(LakeContent expected) {
    return differences(expected, Map.of());
  }

  /**
   * @param same versions of the lake that both were copied from: a table that still has this
   *     version in both need not be read
   */
  public List<String> differences(LakeContent expected, Map<String, Long> same) {
    Map<String, Long> versions = versions(lake);
    Map<String, Long> expectedVersions = versions(expected.lake);
    List<String> differences = new ArrayList<>();
    for (Table table : Tables.ALL) {
      Long version = same.get(table.name());
      boolean untouched =
          version != null
              && version.equals(versions.get(table.name()))
              && version.equals(expectedVersions.get(table.name()));
      if (table != Tables.RUN_TABLE && !untouched) {
        difference(table, expected.rows(table), rows(table)).ifPresent(differences::add);
      }
    }
    return differences;
  }

  /** What tells two multisets of rows apart, in a line that names the table. */
  public static Optional<String> difference(
      Table table, Map<String, Long> expected, Map<String, Long> found) {
    if (expected.equals(found)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: expected %d rows, got %d; missing %s; not expected %s"
            .formatted(
                table.name(),
                sum(expected),
                sum(found),
                some(expected, found),
                some(found, expected)));
  }

  private static long sum(Map<String, Long> rows) {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<String> some(Map<String, Long> rows, Map<String, Long> others) {
    return rows.keySet().stream()
        .filter(row -> !rows.get(row).equals(others.get(row)))
        .sorted()
        .limit(SHOWN)
        .toList();
  }
}
