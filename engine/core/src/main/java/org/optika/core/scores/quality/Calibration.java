package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * Turns a margin, what a model says about a person on any scale, into the probability of the
 * outcome. A higher margin never gets a lower probability.
 */
public sealed interface Calibration extends Serializable
    permits UncalibratedLogOdds, UncalibratedProbability, PlattCalibration, IsotonicCalibration {

  /** Name in a stored model; kebab-case, never reused. */
  String id();

  /**
   * @param margin any number but NaN
   * @return in [0, 1]
   * @throws IllegalArgumentException for NaN
   */
  double probability(double margin);

  /** What {@link Calibrations#of} needs to make it again, exactly. */
  double[] parameters();

  /** The same people with probabilities for margins. */
  default ScoredCounts calibrated(ScoredCounts margins) {
    return margins.mapped(this::probability);
  }

  /** 1 / (1 + exp(-logOdds)), in [0, 1]; 0 and 1 where the exact value rounds to them. */
  static double sigmoid(double logOdds) {
    require(!Double.isNaN(logOdds), "a margin must be a number, got NaN");
    return 1 / (1 + Math.exp(-logOdds));
  }
}
