package org.optika.core.release;

/**
 * A number with noise in it.
 *
 * @param deviation standard deviation of the noise
 * @param halfWidth of its 95 % interval
 */
record NoisyNumber(double value, double deviation, double halfWidth) {
  NoisyNumber times(double factor) {
    return new NoisyNumber(factor * value, factor * deviation, factor * halfWidth);
  }

  /** Deviations that a 95 % interval reaches to each side: as normal noise needs, or more. */
  double reach() {
    return deviation > 0 ? Math.max(Interval.Z, halfWidth / deviation) : Interval.Z;
  }

  Interval interval() {
    return Interval.around(value, halfWidth);
  }
}
