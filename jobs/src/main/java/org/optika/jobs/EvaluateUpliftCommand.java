package org.optika.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.optika.core.scores.uplift.UpliftLearners;
import org.optika.spark.scores.FlatUpliftEvaluation;
import org.optika.spark.scores.UpliftBases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Learners, figures and verdict of uplift on any table of an experiment. */
@Command(
    name = "evaluate-uplift",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Cross-fit a learner of uplift on a CSV file with one row a person of an experiment: every"
          + " row is scored by models that have not seen its fold. A plain response model and"
          + " chance stand beside it.",
      "Columns must be known before treatment; leave out what came after it with --exclude. They"
          + " are numbers where all cells are, else texts; blank cells are not known."
    })
final class EvaluateUpliftCommand implements Runnable {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "CSV with a header line.")
  private Path data;

  @Option(
      names = "--treatment",
      paramLabel = "COL",
      required = true,
      description = "Column of the arms: the value for control and one for each treatment.")
  private String treatment;

  @Option(
      names = "--control",
      paramLabel = "VALUE",
      required = true,
      description = "Value of people without treatment.")
  private String control;

  @Option(
      names = "--outcome",
      paramLabel = "COL",
      required = true,
      description = "Column of the outcome: 0 or 1, yes or no, or a number.")
  private String outcome;

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
          "Use a column that is left out by default, such as gender, for this reason; may be"
              + " repeated.")
  private Map<String, String> reasons = new LinkedHashMap<>();

  @Option(
      names = "--propensity",
      paramLabel = "COL",
      description =
          "Column of the probability with which a person got the only treatment (default: the share"
              + " of people who got it). People of each probability are compared apart.")
  private String propensity;

  @Option(
      names = "--folds",
      paramLabel = "FILE|NUMBER",
      defaultValue = "5",
      description =
          "How many folds, or a CSV with the columns of --id and 'fold' (default:"
              + " ${DEFAULT-VALUE}).")
  private String folds;

  @Option(
      names = "--learner",
      paramLabel = "ID",
      defaultValue = "s-learner",
      description =
          "s-learner, two-model, x-learner or transformed-outcome (default: ${DEFAULT-VALUE}).")
  private String learner;

  @Option(
      names = "--base",
      paramLabel = "ID",
      defaultValue = UpliftBases.DEFAULT,
      description = "Models it is made of: logistic or forest (default: ${DEFAULT-VALUE}).")
  private String base;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Of folds, trees and intervals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  private enum Format {
    TEXT,
    JSON
  }

  @Override
  public void run() {
    if (!Files.exists(data)) {
      throw new UserErrorException("%s: no such file", data);
    }
    FlatUpliftEvaluation.Result result = result();
    System.out.print(format == Format.JSON ? UpliftReport.json(result) : UpliftReport.text(result));
  }

  private FlatUpliftEvaluation.Result result() {
    FlatUpliftEvaluation.Request request = request();
    Optional<SparkSession> running = Sessions.running();
    SparkSession spark = running.orElseGet(EvaluateUpliftCommand::session);
    try (Progress progress =
        new Progress(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            System.err,
            System.console() != null)) {
      return FlatUpliftEvaluation.of(spark, request, progress::say);
    } catch (IllegalArgumentException wrong) {
      throw new UserErrorException("%s", wrong.getMessage());
    } finally {
      if (running.isEmpty()) {
        spark.stop();
      }
    }
  }

  private static SparkSession session() {
    return Sessions.open(
        "optika-evaluate-uplift", Path.of(System.getProperty("optika.conf.dir", "conf")));
  }

  private FlatUpliftEvaluation.Request request() {
    try {
      UpliftBases.summary(base);
      return new FlatUpliftEvaluation.Request(
          data.toString(),
          treatment,
          control,
          outcome,
          Optional.ofNullable(id),
          excluded,
          reasons,
          folds,
          UpliftLearners.find(learner),
          base,
          Optional.ofNullable(propensity),
          seed);
    } catch (IllegalArgumentException unknown) {
      throw new UserErrorException("%s", unknown.getMessage());
    }
  }
}
