package org.optika.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Options that commands have which try a learner on a CSV file with one row a person. */
final class FlatOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "CSV with a header line.")
  private Path data;

  @Option(
      names = "--id",
      paramLabel = "COL",
      description = "Column that names the person; told to no model.")
  private String id;

  @Option(
      names = "--exclude",
      paramLabel = "COLS",
      split = ",",
      description = "Columns to leave out, comma separated; such as other outcomes.")
  private List<String> excluded = List.of();

  @Option(
      names = "--include",
      paramLabel = "COL=REASON",
      description =
          "Use a column that is left out by default, such as gender, for this reason; may be repeated.")
  private Map<String, String> reasons = new LinkedHashMap<>();

  @Option(
      names = "--folds",
      paramLabel = "FILE|NUMBER",
      defaultValue = "5",
      description =
          "How many folds, or a CSV with the columns of --id and 'fold' (default: ${DEFAULT-VALUE}).")
  private String folds;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Of folds, trees, intervals and whatever is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** In which form figures are printed. */
  enum Format {
    TEXT,
    JSON
  }

  /** What is done in a session; tells one line a step. */
  interface Evaluation<T> {
    T in(SparkSession spark, Consumer<String> progress);
  }

  /**
   * The path of the file.
   *
   * @throws UserErrorException when there is none
   */
  String data() {
    if (!Files.exists(data)) {
      throw new UserErrorException("%s: no such file", data);
    }
    return data.toString();
  }

  Optional<String> id() {
    return Optional.ofNullable(id);
  }

  List<String> excluded() {
    return excluded;
  }

  Map<String, String> reasons() {
    return reasons;
  }

  String folds() {
    return folds;
  }

  long seed() {
    return seed;
  }

  Format format() {
    return format;
  }

  /**
   * Runs in the session that is there, or in one of its own.
   *
   * @param name of the session
   * @throws UserErrorException for what the evaluation refuses
   */
  static <T> T evaluated(String name, Evaluation<T> evaluation) {
    Optional<SparkSession> running = Sessions.running();
    SparkSession spark =
        running.orElseGet(
            () -> Sessions.open(name, Path.of(System.getProperty("optika.conf.dir", "conf"))));
    try (Progress progress =
        new Progress(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            System.err,
            System.console() != null)) {
      return evaluation.in(spark, progress::say);
    } catch (IllegalArgumentException wrong) {
      throw new UserErrorException("%s", wrong.getMessage());
    } finally {
      if (running.isEmpty()) {
        spark.stop();
      }
    }
  }
}
