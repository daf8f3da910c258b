package org.optika.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.optika.core.scores.leakage.AcceptedFinding;
import org.optika.core.scores.leakage.AcceptedFindings;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.spark.scores.FlatEvaluation;
import org.optika.spark.scores.Learners;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The learner, calibration and figures of churn scores on any table with one row a person. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Cross-validate a learner on a CSV file with one row a person: every row is scored by a model that has not seen its fold, calibration included.",
      "Columns are numbers where all cells are, else texts; blank cells are not known."
    })
final class EvaluateCommand implements Runnable {
  @Option(
      names = "--label",
      paramLabel = "COL",
      required = true,
      description = "Column of the outcome, with two values.")
  private String label;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "Value that is predicted (default: yes, true or 1).")
  private String positive;

  @Option(
      names = "--learner",
      paramLabel = "ID",
      defaultValue = Learners.DEFAULT,
      description =
          "logistic, forest, boosted (trees), blend of logistic and boosted, or xgboost in a build with -Pxgboost (default: ${DEFAULT-VALUE}).")
  private String learner;

  @Option(
      names = "--search",
      paramLabel = "NUMBER",
      description =
          "Search parameters of the learner: so many sets are drawn and tried beside the usual one, inside each fold (default: no search).")
  private Integer trials;

  @Option(
      names = "--accept",
      paramLabel = "KIND:COL=REASON",
      description =
          "Go on in spite of this finding of the leakage guard, for this reason; may be repeated.")
  private Map<String, String> accepted = new LinkedHashMap<>();

  @Mixin private FlatOptions options;

  @Override
  public void run() {
    String data = options.data();
    Learners.Choice choice = choice();
    FlatEvaluation.Result result =
        FlatOptions.evaluated(
            "optika-evaluate",
            (spark, progress) -> FlatEvaluation.of(spark, request(data, choice), progress));
    System.out.print(
        switch (options.format()) {
          case TEXT -> text(result);
          case JSON -> json(result);
        });
  }

  private FlatEvaluation.Request request(String data, Learners.Choice choice) {
    return new FlatEvaluation.Request(
        data,
        label,
        Optional.ofNullable(positive),
        options.id(),
        options.excluded(),
        options.reasons(),
        accepted(),
        options.folds(),
        choice,
        options.seed());
  }

  /** Found before Spark is started, which some obstacles to a learner would let die. */
  private Learners.Choice choice() {
    Learners.Choice choice = checked("--learner", () -> Learners.find(learner));
    return trials == null ? choice : checked("--search", () -> choice.searched(trials));
  }

  private static Learners.Choice checked(String option, Supplier<Learners.Choice> choice) {
    try {
      return choice.get();
    } catch (IllegalArgumentException wrong) {
      throw new UserErrorException("%s: %s", option, wrong.getMessage());
    }
  }

  private AcceptedFindings accepted() {
    List<AcceptedFinding> entries = new ArrayList<>();
    accepted.forEach(
        (finding, reason) -> {
          String[] parts = finding.split(":", 2);
          if (parts.length < 2) {
            throw new UserErrorException(
                "--accept: expected KIND:COL=REASON, such as single-feature:tenure=..., got '%s'",
                finding);
          }
          entries.add(new AcceptedFinding(FindingKind.of(parts[0]), parts[1], reason));
        });
    return new AcceptedFindings(entries);
  }

  private static String text(FlatEvaluation.Result result) {
    FoldQuality quality = result.quality();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d rows, %.1f %% of them with %s = %s%n"
            .formatted(
                result.request().data(),
                quality.people(),
                100 * quality.baseRate(),
                result.request().label(),
                result.positive()));
    text.append(
        "Learner %s: %s; probabilities calibrated inside each fold%n"
            .formatted(result.request().learner().id(), result.request().learner().summary()));
    text.append(new SearchReport(result.scored().searches()).text());
    result
        .leakage()
        .lines()
        .forEach(line -> text.append("Leakage guard: ").append(line).append('\n'));
    TextTable table = new TextTable("figure", "value", "95 % interval", "deviation over folds");
    quality
        .figures()
        .forEach(
            (name, figure) ->
                table.row(
                    name,
                    number(figure.value()),
                    "[%s, %s]"
                        .formatted(
                            number(figure.interval().low()), number(figure.interval().high())),
                    figure.foldDeviation() == 0 ? "" : number(figure.foldDeviation())));
    return text.append('\n')
        .append(table)
        .append(
            "%nauc, pr_auc, brier and log_loss are means over %d folds; ece10 and lift10 are of all folds together.%n"
                .formatted(result.scored().parts().size()))
        .toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String json(FlatEvaluation.Result result) {
    StringBuilder figures = new StringBuilder();
    result
        .quality()
        .figures()
        .forEach(
            (name, figure) ->
                figures.append(
                    String.format(
                        Locale.ROOT,
                        ",%n  \"%s\": {\"value\": %s, \"low\": %s, \"high\": %s, \"deviation_over_folds\": %s}",
                        name,
                        figure.value(),
                        figure.interval().low(),
                        figure.interval().high(),
                        figure.foldDeviation())));
    return String.format(
        Locale.ROOT,
        "{%n  \"learner\": \"%s\",%n  \"rows\": %d,%n  \"base_rate\": %s,%n  \"folds\": %d%s%s%n}%n",
        result.request().learner().id(),
        result.quality().people(),
        result.quality().baseRate(),
        result.scored().parts().size(),
        new SearchReport(result.scored().searches()).json(),
        figures);
  }
}
