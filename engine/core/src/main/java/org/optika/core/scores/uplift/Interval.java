package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * A range of plausible values.
 *
 * @param low at most {@code high}; both NaN where nothing is known
 */
public record Interval(double low, double high) {
  /** Standard normal quantile of a two-sided 95 % interval. */
  static final double Z = 1.959963984540054;

  private static final double MOST_UNDEFINED = 0.05;

  public Interval {
    require(
        low <= high || (Double.isNaN(low) && Double.isNaN(high)),
        "low must be <= high, got %s and %s",
        low,
        high);
  }

  static Interval unknown() {
    return new Interval(Double.NaN, Double.NaN);
  }

  /** 95 % interval of a normally distributed estimate. */
  static Interval around(double estimate, double standardError) {
    return new Interval(estimate - Z * standardError, estimate + Z * standardError);
  }

  /**
   * Middle 95 % of bootstrap replicas: 2.5th and 97.5th percentile, linear between neighbours (type
   * 7 of Hyndman and Fan 1996). Replicas that are NaN are left out; unknown where they are more
   * than one in twenty.
   */
  static Interval ofReplicas(double[] replicas) {
    double[] sorted = Arrays.stream(replicas).filter(value -> !Double.isNaN(value)).toArray();
    if (sorted.length == 0 || replicas.length - sorted.length > MOST_UNDEFINED * replicas.length) {
      return unknown();
    }
    Arrays.sort(sorted);
    return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
  }

  private static double quantile(double[] sorted, double probability) {
    double place = probability * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Ends included; never for an unknown interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
