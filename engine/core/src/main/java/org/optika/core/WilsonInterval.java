package org.optika.core;

import java.util.Optional;

/**
 * Two-sided 95 % interval for a proportion p = k / n that stays inside [0, 1] and keeps its meaning
 * near 0 and 1, where p ± z·se does not.
 *
 * <p>Centre {@code (p + z²/2n) / (1 + z²/n)}, half-width {@code z·√(p(1-p)/n + z²/4n²) / (1 +
 * z²/n)}. Source: E. B. Wilson, Probable inference, the law of succession, and statistical
 * inference, JASA 22(158), 1927, pp. 209-212. It takes the n observations as independent: people
 * who are asked several times make the true interval wider.
 *
 * @param lower in [0, p]; exactly 0 for k = 0
 * @param upper in [p, 1]; exactly 1 for k = n
 */
public record WilsonInterval(double lower, double upper) {

  /** Standard normal quantile of a two-sided 95 % interval. */
  public static final double Z = 1.959964;

  public WilsonInterval {
    if (!(0 <= lower && lower <= upper && upper <= 1)) {
      throw new IllegalArgumentException(
          "bounds must satisfy 0 <= lower <= upper <= 1, got %s and %s".formatted(lower, upper));
    }
  }

  /**
   * @param successes k, in {@code [0, trials]}
   * @param trials n
   * @return empty iff {@code trials} is 0: nothing was observed, so nothing is known
   * @throws IllegalArgumentException if {@code successes} is out of its range
   */
  public static Optional<WilsonInterval> of(long successes, long trials) {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "successes must be in [0, trials = %d], got %d".formatted(trials, successes));
    }
    if (trials == 0) {
      return Optional.empty();
    }
    double n = trials;
    double p = successes / n;
    double zSquared = Z * Z;
    double scale = 1 + zSquared / n;
    double centre = (p + zSquared / (2 * n)) / scale;
    double halfWidth = Z * Math.sqrt(p * (1 - p) / n + zSquared / (4 * n * n)) / scale;
    // Exact at the ends, and never past p or [0, 1] by a rounding error.
    double lower = successes == 0 ? 0 : Math.max(0, Math.min(p, centre - halfWidth));
    double upper = successes == trials ? 1 : Math.min(1, Math.max(p, centre + halfWidth));
    return Optional.of(new WilsonInterval(lower, upper));
  }

  /** Whether the value lies inside, ends included. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
