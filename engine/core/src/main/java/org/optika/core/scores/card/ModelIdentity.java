package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Optional;
import org.optika.core.scores.search.SearchOutcome;

/**
 * Which model a card is of.
 *
 * @param id of the model, as in the tables of models and scores
 * @param learner id of the learner
 * @param learnerSummary its settings, in one line
 * @param calibration how margins became probabilities, in one line; see {@link
 *     org.optika.core.scores.quality.CalibrationChoice#sentence}
 * @param search for the settings of the learner, in the folds of the training set; empty when they
 *     are the usual ones without any
 */
public record ModelIdentity(
    String id,
    ModelKind kind,
    String learner,
    String learnerSummary,
    String calibration,
    Optional<SearchOutcome> search) {
  public ModelIdentity {
    for (String text : List.of(id, learner, learnerSummary, calibration)) {
      require(
          !text.isBlank() && text.lines().count() == 1,
          "a model is told by texts of one line, got '%s'",
          text);
    }
  }
}
