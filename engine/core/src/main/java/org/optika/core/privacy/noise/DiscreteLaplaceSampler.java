package org.optika.core.privacy.noise;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Integers x with probability proportional to exp(-|x|/t) for a rational t &gt; 0. Source: Canonne,
 * Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 2: with t = n/d, an exponential step in units
 * of n is split into U in [0, n), kept with probability exp(-U/n), and V whole units; then |x| is
 * the quotient of U + nV by d, and a negative zero is drawn again.
 *
 * <p>Takes 1.6 U and at most 2 signs in expectation, whatever t is. The arithmetic is that of
 * {@code long} if both n and d are below 2^62 and of {@link BigInteger} else, with the same draws.
 */
final class DiscreteLaplaceSampler implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BigInteger numerator;
  private final BigInteger denominator;
  private final long longNumerator;
  private final long longDenominator;
  private final boolean fitsLong;

  /** Largest V for which U + nV stays within {@code long}. */
  private final long largestWhole;

  private DiscreteLaplaceSampler(Rational scale, boolean fitsLong) {
    this.numerator = scale.numerator();
    this.denominator = scale.denominator();
    this.longNumerator = numerator.longValue();
    this.longDenominator = denominator.longValue();
    this.fitsLong = fitsLong;
    this.largestWhole = fitsLong ? Long.MAX_VALUE / longNumerator - 1 : 0;
  }

  /**
   * @param scale t &gt; 0
   */
  static DiscreteLaplaceSampler of(Rational scale) {
    BigInteger limit = BigInteger.valueOf(Bernoulli.LONG_LIMIT);
    return new DiscreteLaplaceSampler(
        scale, scale.numerator().compareTo(limit) < 0 && scale.denominator().compareTo(limit) < 0);
  }

  /** The same distribution without the arithmetic of {@code long}. */
  static DiscreteLaplaceSampler ofBigIntegers(Rational scale) {
    return new DiscreteLaplaceSampler(scale, false);
  }

  BigInteger draw(BitSource bits) {
    while (true) {
      BigInteger magnitude = fitsLong ? longMagnitude(bits) : bigMagnitude(bits);
      boolean negative = bits.nextBits(1) == 1;
      if (!negative) {
        return magnitude;
      }
      if (magnitude.signum() > 0) {
        return magnitude.negate();
      }
    }
  }

  private BigInteger longMagnitude(BitSource bits) {
    long rest = Uniform.below(longNumerator, bits);
    while (!Bernoulli.exponential(rest, longNumerator, bits)) {
      rest = Uniform.below(longNumerator, bits);
    }
    long whole = wholeUnits(bits);
    return whole <= largestWhole
        ? BigInteger.valueOf((rest + longNumerator * whole) / longDenominator)
        : quotient(BigInteger.valueOf(rest), whole);
  }

  private BigInteger bigMagnitude(BitSource bits) {
    BigInteger rest = Uniform.below(numerator, bits);
    while (!Bernoulli.exponential(rest, numerator, bits)) {
      rest = Uniform.below(numerator, bits);
    }
    return quotient(rest, wholeUnits(bits));
  }

  private BigInteger quotient(BigInteger rest, long whole) {
    return numerator.multiply(BigInteger.valueOf(whole)).add(rest).divide(denominator);
  }

  /** V with probability (1 - 1/e) e^-V. */
  private static long wholeUnits(BitSource bits) {
    long whole = 0;
    while (Bernoulli.inverseOfE(bits)) {
      whole++;
    }
    return whole;
  }
}
