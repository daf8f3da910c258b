package org.optika.jobs;

import java.util.Optional;
import org.optika.core.scores.uplift.UpliftLearners;
import org.optika.spark.scores.FlatUpliftEvaluation;
import org.optika.spark.scores.UpliftBases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      names = "--propensity",
      paramLabel = "COL",
      description =
          "Column of the probability with which a person got the only treatment (default: the share"
              + " of people who got it). People of each probability are compared apart.")
  private String propensity;

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

  @Mixin private FlatOptions options;

  @Override
  public void run() {
    FlatUpliftEvaluation.Request request = request();
    FlatUpliftEvaluation.Result result =
        FlatOptions.evaluated(
            "optika-evaluate-uplift",
            (spark, progress) -> FlatUpliftEvaluation.of(spark, request, progress));
    System.out.print(
        switch (options.format()) {
          case TEXT -> UpliftReport.text(result);
          case JSON -> UpliftReport.json(result);
        });
  }

  private FlatUpliftEvaluation.Request request() {
    try {
      UpliftBases.summary(base);
      return new FlatUpliftEvaluation.Request(
          options.data(),
          treatment,
          control,
          outcome,
          options.id(),
          options.excluded(),
          options.reasons(),
          options.folds(),
          UpliftLearners.find(learner),
          base,
          Optional.ofNullable(propensity),
          options.seed());
    } catch (IllegalArgumentException unknown) {
      throw new UserErrorException("%s", unknown.getMessage());
    }
  }
}
