package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.quality.ScoredCounts;

/** Scores people by models that have not seen them. */
public final class CrossValidation {
  private CrossValidation() {}

  /**
   * Every person by a model that was trained on the other parts.
   *
   * @param people {@code part} is in [0, parts)
   * @param progress one line a step
   * @return one a part: probabilities and outcomes
   */
  public static List<ScoredCounts> of(
      PeopleRows people, int parts, Training training, Consumer<String> progress) {
    Dataset<Row> scored = null;
    for (int part = 0; part < parts; part++) {
      Training.Fitted fitted = training.fit(people.where(col("part").notEqual(part)));
      Dataset<Row> some = Scoring.scored(people.where(col("part").equalTo(part)), fitted.model());
      scored = scored == null ? some : scored.union(some);
      progress.accept("evaluated part %d of %d".formatted(part + 1, parts));
    }
    return ScoreHistogram.byFold(scored, parts);
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
