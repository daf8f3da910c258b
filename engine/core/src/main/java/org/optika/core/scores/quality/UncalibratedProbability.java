package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

/** Takes margins as probabilities, as the mean vote of a forest; 0 below 0 and 1 above 1. */
public record UncalibratedProbability() implements Calibration {
  static final String ID = "probability";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public double probability(double margin) {
    require(!Double.isNaN(margin), "a margin must be a number, got NaN");
    return Math.max(0, Math.min(1, margin));
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }
}
