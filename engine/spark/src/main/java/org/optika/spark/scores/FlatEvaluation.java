package org.optika.spark.scores;

import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.SensitiveColumns;
import org.optika.core.scores.leakage.AcceptedFindings;
import org.optika.core.scores.leakage.LeakageReport;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.OutcomeMinimum;
import org.optika.core.scores.quality.QualityIntervals;

/** Cross-validates a learner on a flat file. */
public final class FlatEvaluation {
  private static final List<String> POSITIVE = List.of("yes", "true", "1", "1.0");
  private static final int INNER_FOLDS = 5;

  private static final int MOST_FOLDS = 100;

  /**
   * @param label column of the outcome
   * @param positive its value that is predicted; empty: yes, true or 1
   * @param id column that names the person
   * @param excluded columns to leave out
   * @param reasons why a column is used that is left out by default, by its name
   * @param accepted findings of the leakage guard that are none
   * @param folds a number, or a CSV with the columns {@code id} and fold
   */
  public record Request(
      String data,
      String label,
      Optional<String> positive,
      Optional<String> id,
      List<String> excluded,
      Map<String, String> reasons,
      AcceptedFindings accepted,
      String folds,
      Learners.Choice learner,
      long seed) {}

  /**
   * @param positive the value that was predicted
   * @param columns what the learner was given
   * @param leftOut columns that it was not given though nobody excluded them
   * @param leakage what the guard has found; nothing open stops the evaluation
   * @param scored probabilities and outcomes of people by fold, and what was searched without it
   * @param people who was scored; in memory
   */
  public record Result(
      Request request,
      String positive,
      List<RawColumn> columns,
      List<String> leftOut,
      LeakageReport leakage,
      FoldQuality quality,
      CrossValidation.Scored scored,
      PeopleRows people) {}

  private FlatEvaluation() {}

  /**
   * @throws IllegalArgumentException when the file is not what the request says; the message tells
   *     what it is
   */
  public static Result of(SparkSession spark, Request request, Consumer<String> progress) {
    FlatFile file = FlatFile.read(spark, request.data());
    file.requireColumn(request.label());
    request.id().ifPresent(file::requireColumn);
    request.excluded().forEach(file::requireColumn);
    Set<String> leftOut = new LinkedHashSet<>(request.excluded());
    leftOut.add(request.label());
    request.id().ifPresent(leftOut::add);
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
    String positive = positive(file, request);
    FlatFile inParts = withParts(spark, file, request.folds(), request.id(), request.seed());
    PeopleRows people =
        inParts.people(
            columns, when(FlatFile.quoted(request.label()).equalTo(positive), 1.0).otherwise(0.0));
    requireEnough(request, people, inParts.parts());
    LeakageReport leakage =
        request
            .accepted()
            .judge(
                new LeakageCheck(request.seed(), progress)
                    .measure(people, Optional.empty())
                    .findings());
    if (!leakage.passes()) {
      throw new IllegalArgumentException(
          "%s: the leakage guard stops this:%n  %s"
              .formatted(request.data(), String.join("\n  ", leakage.lines())));
    }
    Training training =
        new Training(
            request.learner(),
            INNER_FOLDS,
            request.seed(),
            request.learner().trials() > 0 ? progress : line -> {});
    CrossValidation.Scored scored = CrossValidation.of(people, inParts.parts(), training, progress);
    FoldQuality quality =
        FoldQuality.of(scored.parts(), request.seed(), QualityIntervals.DEFAULT_REPLICAS);
    return new Result(request, positive, columns, sensitive, leakage, quality, scored, people);
  }

  private static void requireEnough(Request request, PeopleRows people, int parts) {
    try {
      OutcomesOfPeople.requireEnoughInParts(people, parts, OutcomeMinimum.defaults());
    } catch (IllegalArgumentException tooFew) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(request.data(), tooFew.getMessage()), tooFew);
    }
  }

  private static String positive(FlatFile file, Request request) {
    file.requireComplete(request.label());
    List<String> values = file.values(request.label(), 3);
    if (values.size() != 2) {
      throw new IllegalArgumentException(
          "%s: column '%s' has to have two values, got %s"
              .formatted(
                  request.data(), request.label(), values.size() > 2 ? "more" : values.size()));
    }
    if (request.positive().isPresent()) {
      String asked = request.positive().get();
      if (!values.contains(asked)) {
        throw new IllegalArgumentException(
            "%s: column '%s' has no value '%s'; it has %s"
                .formatted(request.data(), request.label(), asked, values));
      }
      return asked;
    }
    List<String> likely =
        values.stream()
            .filter(value -> POSITIVE.contains(value.toLowerCase(java.util.Locale.ROOT)))
            .toList();
    if (likely.size() != 1) {
      throw new IllegalArgumentException(
          "%s: which value of column '%s' is to be predicted, '%s' or '%s'? Say it with --positive"
              .formatted(request.data(), request.label(), values.get(0), values.get(1)));
    }
    return likely.get(0);
  }

  /** The file with a column that says in which part of the evaluation a row falls. */
  static FlatFile withParts(
      SparkSession spark, FlatFile file, String folds, Optional<String> id, long seed) {
    if (folds.matches("[0-9]{1,3}")) {
      int count = Integer.parseInt(folds);
      if (count < 2 || count > MOST_FOLDS) {
        throw new IllegalArgumentException(
            "--folds: expected 2 to %s folds, got %s".formatted(MOST_FOLDS, count));
      }
      return file.inParts(count, seed);
    }
    String inBoth =
        id.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--folds: a file of folds needs --id, the column that both files have"));
    return file.inPartsOf(FlatFile.read(spark, folds), inBoth, MOST_FOLDS);
  }
}
