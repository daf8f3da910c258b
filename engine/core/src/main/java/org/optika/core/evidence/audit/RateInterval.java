package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

/**
 * Confidence interval for the rate of a population.
 *
 * @param lower in [0, upper]
 * @param upper in [lower, 1]
 */
public record RateInterval(double lower, double upper) {
  public RateInterval {
    require(
        0 <= lower && lower <= upper && upper <= 1,
        "bounds must satisfy 0 <= lower <= upper <= 1, got %s and %s",
        lower,
        upper);
  }

  public double halfWidth() {
    return (upper - lower) / 2;
  }
}
