package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;
import org.optika.core.scores.RawCells;

/**
 * What the treatments of one experiment do to a person, as far as the experiment shows it.
 * Immutable and thread-safe.
 *
 * @param arms one a treatment of the model, in its order
 */
public record ExperimentEffects(UpliftModel model, List<ArmEffect> arms) implements Serializable {
  public ExperimentEffects {
    arms = List.copyOf(arms);
    require(
        arms.size() == model.treatments().size(),
        "%s treatments need as many verdicts, got %s",
        model.treatments().size(),
        arms.size());
  }

  /**
   * Expected effect of each treatment on a person, in the order of the model, in units of the
   * outcome; effects on a probability are within [-1, 1].
   */
  public double[] of(RawCells cells) {
    double[] effects = model.uplifts(cells);
    for (int i = 0; i < effects.length; i++) {
      double expected = arms.get(i).expected(effects[i]);
      effects[i] =
          model.outcome() == OutcomeKind.BINARY ? Math.max(-1, Math.min(1, expected)) : expected;
    }
    return effects;
  }
}
