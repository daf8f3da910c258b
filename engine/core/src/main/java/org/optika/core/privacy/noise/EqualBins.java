package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * A range of integers cut into bins of equal width, from which quantiles are taken. Values are
 * counted in steps of a public grid (cents, seconds); the bounds are public and never taken from
 * the data.
 *
 * @param lower least value, in steps
 * @param upper largest value, in steps; &gt; lower
 * @param count number of bins; the width of the range times this is below 2^62
 */
public record EqualBins(long lower, long upper, int count) implements Serializable {

  /** Fine enough that the bins do not show beside the noise. */
  public static final int DEFAULT_COUNT = 65_536;

  public EqualBins {
    require(lower < upper, "bounds must ascend, got %s and %s", lower, upper);
    require(count >= 1, "bins must be >= 1, got %s", count);
    BigInteger width = BigInteger.valueOf(upper).subtract(BigInteger.valueOf(lower));
    require(
        width.multiply(BigInteger.valueOf(count)).bitLength() <= 62,
        "the range [%s, %s] is too wide for %s bins",
        lower,
        upper,
        count);
  }

  public static EqualBins over(long lower, long upper) {
    return new EqualBins(lower, upper, DEFAULT_COUNT);
  }

  /** The bin of a value; one out of bounds belongs to the nearer end. */
  public int binOf(long value) {
    if (value <= lower) {
      return 0;
    }
    return value >= upper ? count - 1 : (int) ((value - lower) * count / (upper - lower));
  }

  /** Centre of a bin, in steps. */
  public Rational centre(int bin) {
    require(0 <= bin && bin < count, "bin must be in [0, %s), got %s", count, bin);
    return Rational.of(lower, 1).plus(Rational.of(2L * bin + 1, 2L * count).times(upper - lower));
  }
}
