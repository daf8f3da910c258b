package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.core.scores.search.SearchOutcome;

/** Scores people by models that have not seen them. */
public final class CrossValidation {
  private CrossValidation() {}

  /**
   * @param parts probabilities and outcomes, one a part
   * @param searches what the training without a part has found, one a part; none when nothing was
   *     searched
   */
  public record Scored(List<ScoredCounts> parts, List<SearchOutcome> searches) {}

  /**
   * Every person by a model that was trained on the other parts.
   *
   * @param people {@code part} is in [0, parts)
   * @param progress one line a step
   */
  public static Scored of(
      PeopleRows people, int parts, Training training, Consumer<String> progress) {
    Dataset<Row> scored = null;
    List<SearchOutcome> searches = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      Training.Fitted fitted = training.fit(people.where(col("part").notEqual(part)));
      fitted.search().ifPresent(searches::add);
      Dataset<Row> some = Scoring.scored(people.where(col("part").equalTo(part)), fitted.model());
      scored = scored == null ? some : scored.union(some);
      progress.accept("evaluated part %d of %d".formatted(part + 1, parts));
    }
    return new Scored(ScoreHistogram.byFold(scored, parts), searches);
  }

  /**
   * Probabilities and outcomes of people of a later time than those whom the model was trained on.
   *
   * @param later {@code part} is 0
   */
  public static ScoredCounts ofLater(PeopleRows later, ScoringModel model) {
    return ScoreHistogram.byFold(Scoring.scored(later, model), 1).get(0);
  }
}
