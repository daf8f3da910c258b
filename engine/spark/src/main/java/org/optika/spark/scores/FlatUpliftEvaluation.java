package org.optika.spark.scores;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.SensitiveColumns;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.UpliftEvaluation;
import org.optika.core.scores.uplift.UpliftLearner;

/** Cross-fits a learner of uplift on a flat file of an experiment. */
public final class FlatUpliftEvaluation {
  /**
   * @param treatment column of the arms
   * @param control its value for people without treatment; every other one is a treatment
   * @param outcome column of the outcome: 0 or 1, yes or no, or a number
   * @param id column that names the person
   * @param excluded columns to leave out
   * @param reasons why a column is used that is left out by default, by its name
   * @param folds a number, or a CSV with the columns {@code id} and fold
   * @param base id of the models that the learner is made of, see {@link UpliftBases}
   * @param propensity column of the probability with which a person was treated; without, the same
   *     for all and the share of the treated
   */
  public record Request(
      String data,
      String treatment,
      String control,
      String outcome,
      Optional<String> id,
      List<String> excluded,
      Map<String, String> reasons,
      String folds,
      UpliftLearner learner,
      String base,
      Optional<String> propensity,
      long seed) {}

  /**
   * One treatment against control.
   *
   * @param propensity the given probability of treatment of these people; people with another one
   *     are compared apart
   */
  public record Comparison(
      String treatment, OptionalDouble propensity, UpliftEvaluation evaluation) {}

  /**
   * @param columns what the learner was given
   * @param leftOut columns that it was not given though nobody excluded them
   */
  public record Result(
      Request request,
      OutcomeKind outcome,
      int folds,
      List<RawColumn> columns,
      List<String> leftOut,
      List<Comparison> comparisons) {}

  private FlatUpliftEvaluation() {}

  /**
   * @throws IllegalArgumentException when the file is not what the request says, or has too few
   *     people; the message tells what it is
   */
  public static Result of(SparkSession spark, Request request, Consumer<String> progress) {
    FlatFile file = FlatFile.read(spark, request.data());
    Set<String> leftOut = named(request);
    leftOut.forEach(file::requireColumn);
    List<String> sensitive =
        SensitiveColumns.toLeaveOut(file.names(), request.reasons()).stream()
            .filter(column -> !leftOut.contains(column))
            .toList();
    leftOut.addAll(sensitive);
    if (!sensitive.isEmpty()) {
      progress.accept(
          "left out: %s (give a reason to use one: --include %s=REASON)"
              .formatted(String.join(", ", sensitive), sensitive.get(0)));
    }
    List<RawColumn> columns = file.columns(leftOut);
    FlatOutcome outcome = FlatOutcome.of(file, request.outcome());
    FlatArms arms = FlatArms.of(file, request.treatment(), request.control(), request.propensity());
    FlatFile inParts =
        FlatEvaluation.withParts(spark, file, request.folds(), request.id(), request.seed());
    PeopleRows people =
        inParts.people(
            columns,
            outcome.label(),
            arms.arm().as("arm"),
            arms.propensity().as("propensity"),
            arms.stratum().as("stratum"));
    UpliftRows rows = new UpliftRows(request.control(), arms.treatments(), outcome.kind(), people);
    UpliftTraining training = new UpliftTraining(request.learner(), request.base(), request.seed());
    UpliftHistogram histogram =
        UpliftCrossFitting.histogram(
            rows, UpliftCrossFitting.models(rows, inParts.parts(), training, progress));
    return new Result(
        request,
        outcome.kind(),
        inParts.parts(),
        columns,
        sensitive,
        comparisons(histogram, arms, inParts.parts(), request.seed()));
  }

  /** Columns of the request, none of which a model may see. */
  private static Set<String> named(Request request) {
    require(
        !request.treatment().equals(request.outcome()),
        "column '%s' cannot be treatment and outcome",
        request.treatment());
    Set<String> named = new LinkedHashSet<>(request.excluded());
    named.add(request.treatment());
    named.add(request.outcome());
    request.id().ifPresent(named::add);
    request.propensity().ifPresent(named::add);
    return named;
  }

  private static List<Comparison> comparisons(
      UpliftHistogram histogram, FlatArms arms, int parts, long seed) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int treatment = 1; treatment <= arms.treatments().size(); treatment++) {
      for (int stratum = 0; stratum < Math.max(1, arms.strata().size()); stratum++) {
        comparisons.add(
            new Comparison(
                arms.treatments().get(treatment - 1),
                arms.strata().isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(arms.strata().get(stratum)),
                UpliftEvaluation.of(
                    histogram.byUplift(treatment, stratum, parts),
                    histogram.byResponse(treatment, stratum, parts),
                    seed)));
      }
    }
    return List.copyOf(comparisons);
  }
}
