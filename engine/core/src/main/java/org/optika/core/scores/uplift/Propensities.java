package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Probabilities with which the design put one person into each arm; known, not estimated.
 *
 * @param ofArm first that of control, then those of the treatments in their order; each in (0, 1),
 *     together 1
 */
public record Propensities(double[] ofArm) implements Serializable {
  private static final double ROUNDING = 1e-6;

  public Propensities {
    require(ofArm.length >= 2, "propensities need at least 2 arms, got %s", ofArm.length);
    ofArm = ofArm.clone();
    double sum = 0;
    for (double propensity : ofArm) {
      require(
          propensity > 0 && propensity < 1, "a propensity must be in (0, 1), got %s", propensity);
      sum += propensity;
    }
    require(Math.abs(sum - 1) <= ROUNDING, "propensities must add up to 1, got %s", sum);
  }

  /** The same probability for each arm. */
  public static Propensities equal(int arms) {
    double[] equal = new double[arms];
    Arrays.fill(equal, 1.0 / arms);
    return new Propensities(equal);
  }

  @Override
  public double[] ofArm() {
    return ofArm.clone();
  }

  public int treatments() {
    return ofArm.length - 1;
  }

  /** Probability of this treatment among those who got it or control. */
  public double againstControl(int treatment) {
    require(
        treatment >= 1 && treatment < ofArm.length,
        "treatment must be in [1, %s], got %s",
        ofArm.length - 1,
        treatment);
    return ofArm[treatment] / (ofArm[treatment] + ofArm[0]);
  }
}
