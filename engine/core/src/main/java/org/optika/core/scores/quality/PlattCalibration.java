package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

/**
 * p = 1 / (1 + exp(-(slope × margin + intercept))). Source: J. Platt, Probabilistic outputs for
 * support vector machines and comparisons to regularized likelihood methods, Advances in Large
 * Margin Classifiers, 1999.
 *
 * @param slope finite, &gt;= 0
 * @param intercept finite
 */
public record PlattCalibration(double slope, double intercept) implements Calibration {
  static final String ID = "platt";

  public PlattCalibration {
    require(
        slope >= 0 && slope < Double.POSITIVE_INFINITY,
        "slope must be finite and >= 0, got %s",
        slope);
    require(Double.isFinite(intercept), "intercept must be finite, got %s", intercept);
  }

  /**
   * The most likely slope and intercept, where the outcome of the N+ people who have it counts as
   * (N+ + 1) / (N+ + 2) and that of the N- others as 1 / (N- + 2), so that no data make a
   * probability of 0 or 1. Where the most likely slope is negative, the most likely one that is
   * not: 0, which gives everybody the same probability.
   *
   * @param margins of at least one person
   */
  public static PlattCalibration fit(ScoredCounts margins) {
    return new PlattFit(margins).fitted();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public double probability(double margin) {
    require(!Double.isNaN(margin), "a margin must be a number, got NaN");
    // A slope of 0 says the same of all margins, infinite ones too.
    return Calibration.sigmoid(slope == 0 ? intercept : slope * margin + intercept);
  }

  @Override
  public double[] parameters() {
    return new double[] {slope, intercept};
  }
}
