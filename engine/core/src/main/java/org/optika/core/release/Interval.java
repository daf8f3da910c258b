package org.optika.core.release;

/**
 * @param low at most {@code high}
 */
record Interval(double low, double high) {
  /** Standard normal quantile of a two-sided 95 % interval. */
  static final double Z = 1.959963984540054;

  static Interval around(double centre, double halfWidth) {
    return new Interval(centre - halfWidth, centre + halfWidth);
  }

  /** The part that lies in a range; one end of the range where nothing does. */
  Interval within(double least, double most) {
    return new Interval(
        Math.max(least, Math.min(most, low)), Math.max(least, Math.min(most, high)));
  }

  Interval plus(double shift) {
    return new Interval(low + shift, high + shift);
  }
}
