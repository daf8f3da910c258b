package org.optika.core.scores.uplift;

/** The standard normal distribution. */
final class NormalTail {
  private static final double SERIES_BELOW = 3;
  private static final int FRACTION_DEPTH = 80;

  private NormalTail() {}

  /**
   * P(Z &gt; z) to about 12 digits. Source: Abramowitz and Stegun 1964, 26.2.11 (series) and
   * 26.2.14 (continued fraction).
   */
  static double above(double z) {
    if (z < 0) {
      return 1 - above(-z);
    }
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    return z < SERIES_BELOW ? 0.5 - density * series(z) : density / fraction(z);
  }

  /** P(|Z| &gt; |z|). */
  static double beyond(double z) {
    return 2 * above(Math.abs(z));
  }

  private static double series(double z) {
    double term = z;
    double sum = 0;
    for (int odd = 3; sum + term != sum; odd += 2) {
      sum += term;
      term *= z * z / odd;
    }
    return sum;
  }

  private static double fraction(double z) {
    double value = z;
    for (int depth = FRACTION_DEPTH; depth >= 1; depth--) {
      value = z + depth / value;
    }
    return value;
  }
}
