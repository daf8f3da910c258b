package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.quality.Calibration;

/**
 * Everything that makes a probability of a person's row: how its cells become numbers, what the
 * numbers come to, and which probability that is.
 */
public record ScoringModel(Encoding encoding, ScoreModel model, Calibration calibration)
    implements Serializable {

  public ScoringModel {
    require(
        encoding.width() == model.features(),
        "the encoding makes %s numbers, the model takes %s",
        encoding.width(),
        model.features());
  }

  /** Scores one row after another; not for several threads at once. */
  public Scorer scorer() {
    return new Scorer(this);
  }
}
