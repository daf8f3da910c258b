package org.optika.core.release;

import java.util.Optional;

/**
 * @param low at most {@code high}
 */
record Interval(double low, double high) {
  /** Standard normal quantile of a two-sided 95 % interval. */
  static final double Z = 1.959963984540054;

  /**
   * All quotients that two noisy numbers do not contradict, independent of each other and with
   * normal noise: those r with |a - r b| at most {@link #Z} deviations of a - r b. Exact in the
   * sense of the normal distribution, also where the denominator is small. Source: E. Fieller, Some
   * problems in interval estimation, JRSS B 16(2), 1954.
   *
   * @return empty when the denominator may be 0, so that the quotient may be anything
   */
  static Optional<Interval> ofQuotient(
      double numerator, double deviation, double denominator, double denominatorDeviation) {
    double z2 = Z * Z;
    double a = denominator * denominator - z2 * denominatorDeviation * denominatorDeviation;
    if (a <= 0 || denominator <= 0) {
      return Optional.empty();
    }
    double b = numerator * denominator;
    double c = numerator * numerator - z2 * deviation * deviation;
    double root = Math.sqrt(Math.max(0, b * b - a * c));
    return Optional.of(new Interval((b - root) / a, (b + root) / a));
  }
}
