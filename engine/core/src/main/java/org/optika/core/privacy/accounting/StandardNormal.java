package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * The standard normal distribution, with small relative (not only absolute) errors in the tails:
 * there lie the deltas.
 *
 * <p>Everything rests on the ratio of Mills, m(x) = P(X &gt; x) / density(x), which has neither
 * underflow nor cancellation: for x &gt;= 1.5 by Laplace's continued fraction 1/(x + 1/(x + 2/(x +
 * 3/(x + ...)))), below by the series of positive terms x + x^3/3 + x^5/(3*5) + ... (G. Marsaglia,
 * Evaluating the normal distribution, Journal of Statistical Software 11(4), 2004).
 */
public final class StandardNormal {

  private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

  private static final double SERIES_BELOW = 1.5;

  private StandardNormal() {}

  static double density(double x) {
    return Math.exp(-x * x / 2) / ROOT_OF_TWO_PI;
  }

  /**
   * P(X &gt; x) / density(x).
   *
   * @param x &gt;= -37.5; below, the ratio leaves the range of a double
   * @return relative error below 2^-50 * (4 + x^2) for negative x, and below 2^-48 for others
   */
  static double millsRatio(double x) {
    if (x >= SERIES_BELOW) {
      double tail = x;
      // The error falls with e^(-2 x sqrt(2 levels)), hence the square; 20 are for large x.
      for (int level = (int) (20 + 400 / (x * x)); level >= 1; level--) {
        tail = x + level / tail;
      }
      return 1 / tail;
    }
    if (x <= -SERIES_BELOW) {
      return 1 / density(x) - millsRatio(-x);
    }
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > Math.abs(sum) * 0x1p-56; odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return 1 / (2 * density(x)) - sum;
  }

  /**
   * P(X &lt;= x).
   *
   * @return relative error below 2^-50 * (4 + x^2) for x &gt;= -37.5
   */
  public static double lowerTail(double x) {
    return x < 0 ? density(x) * millsRatio(-x) : 1 - density(x) * millsRatio(x);
  }

  /**
   * How far from 0 a tail begins: the least z with P(X &lt;= -z) &lt;= probability.
   *
   * @param probability in (0, 1/2], at least 1e-300
   */
  static double tailBegin(double probability) {
    require(
        probability >= 1e-300 && probability <= 0.5,
        "the probability of a tail must be in [1e-300, 0.5], got %s",
        probability);
    return Bisection.least(z -> lowerTail(-z) <= probability, -1, 37.5);
  }
}
