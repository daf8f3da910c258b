package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * What may be made of the predictions for one treatment.
 *
 * @param targeting verdict of {@link HeterogeneityTest}
 * @param average effect of treating everybody, in units of the outcome, or 0 where it is not
 *     clearly above 0; finite
 */
public record ArmEffect(Targeting targeting, double average) implements Serializable {
  public ArmEffect {
    require(Double.isFinite(average), "an average effect must be finite, got %s", average);
  }

  public static ArmEffect of(UpliftEvaluation evaluation) {
    return new ArmEffect(
        evaluation.heterogeneity().targeting(),
        evaluation.average().clearlyPositive() ? evaluation.average().value() : 0);
  }

  /** What is done with it, in words. */
  public String use() {
    return switch (targeting) {
      case BY_UPLIFT -> "each person is given the effect that is predicted for them";
      case BY_RESPONSE, ALL ->
          average > 0 ? "everybody is given the average effect" : "proposed to nobody";
      case NOBODY -> "proposed to nobody";
    };
  }

  /**
   * The effect that a person is expected to have: as predicted only where the ranking may be used;
   * where it may not, the average, whatever people are ranked by instead; 0 where treatment is not
   * known to work.
   *
   * @param predicted by the model for this person
   */
  public double expected(double predicted) {
    return switch (targeting) {
      case BY_UPLIFT -> predicted;
      case BY_RESPONSE, ALL -> average;
      case NOBODY -> 0;
    };
  }
}
