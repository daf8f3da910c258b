package org.optika.boost;

/**
 * Comparisons of XGBoost, which keeps features in single precision, for features that were not
 * rounded so.
 */
final class SinglePrecision {
  private SinglePrecision() {}

  /**
   * The greatest double that is below the threshold once it is rounded to single precision: for
   * every finite {@code x}, {@code (float) x < threshold} is the same as {@code x <=} this.
   * Rounding never changes the order of two numbers, so there is one such point: half-way to the
   * next single number below, or just before it, since a tie goes to the one of both whose last bit
   * is 0 (IEEE 754-2008, section 4.3.1).
   *
   * @param threshold finite, and not the lowest single number
   */
  static double greatestBelow(float threshold) {
    double halfWay = ((double) Math.nextDown(threshold) + (double) threshold) / 2;
    return (float) halfWay < threshold ? halfWay : Math.nextDown(halfWay);
  }
}
