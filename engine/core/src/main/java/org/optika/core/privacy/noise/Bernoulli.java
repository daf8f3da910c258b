package org.optika.core.privacy.noise;

import java.math.BigInteger;
import java.util.function.IntFunction;

/**
 * Events of an exactly given probability: rational, exp(-γ) for a rational γ, or any number that
 * can be enclosed as narrowly as needed.
 *
 * <p>Every method ends with probability one, after a few bits in expectation. Forms for {@code
 * long} and {@link BigInteger} take the same bits to the same answer, so it is the size of the
 * numbers alone that decides between them.
 */
final class Bernoulli {

  /** Below this, doubling a numerator stays within {@code long}. */
  static final long LONG_LIMIT = 1L << 62;

  private static final int BITS_AT_ONCE = 32;
  private static final int FIRST_DIGITS = 20;

  private Bernoulli() {}

  /**
   * True with probability numerator/denominator: uniform bits are compared with the binary digits
   * of the fraction until they differ, which takes 2 bits in expectation.
   *
   * @param numerator in [0, denominator]
   * @param denominator in [1, 2^62]
   */
  static boolean fraction(long numerator, long denominator, BitSource bits) {
    if (numerator == denominator) {
      return true;
    }
    long rest = numerator;
    while (rest != 0) { // no digits are left: the uniform number is not below the fraction
      rest <<= 1;
      boolean digit = rest >= denominator;
      if (digit) {
        rest -= denominator;
      }
      boolean drawn = bits.nextBits(1) == 1;
      if (drawn != digit) {
        return digit;
      }
    }
    return false;
  }

  /** {@link #fraction(long, long, BitSource)} without a limit. */
  static boolean fraction(BigInteger numerator, BigInteger denominator, BitSource bits) {
    if (numerator.equals(denominator)) {
      return true;
    }
    BigInteger rest = numerator;
    while (rest.signum() != 0) {
      rest = rest.shiftLeft(1);
      boolean digit = rest.compareTo(denominator) >= 0;
      if (digit) {
        rest = rest.subtract(denominator);
      }
      boolean drawn = bits.nextBits(1) == 1;
      if (drawn != digit) {
        return digit;
      }
    }
    return false;
  }

  /**
   * True with probability exp(-γ), γ = numerator/denominator. Source: C. Canonne, G. Kamath, T.
   * Steinke, The discrete Gaussian for differential privacy, NeurIPS 2020 (arXiv 2004.00010),
   * algorithm 1. An event of probability γ/K is drawn there as one of γ and one of 1/K, so that no
   * product can leave the range.
   *
   * @param numerator in [0, 2^62]
   * @param denominator in [1, 2^62]
   */
  static boolean exponential(long numerator, long denominator, BitSource bits) {
    for (long whole = numerator / denominator; whole > 0; whole--) {
      if (!inverseOfE(bits)) {
        return false;
      }
    }
    long rest = numerator % denominator;
    long trials = 1;
    while (fraction(rest, denominator, bits) && fraction(1, trials, bits)) {
      trials++;
    }
    return trials % 2 == 1;
  }

  /** {@link #exponential(long, long, BitSource)} without a limit. */
  static boolean exponential(BigInteger numerator, BigInteger denominator, BitSource bits) {
    BigInteger[] wholeAndRest = numerator.divideAndRemainder(denominator);
    BigInteger whole = wholeAndRest[0];
    while (whole.signum() > 0) {
      if (!inverseOfE(bits)) {
        return false;
      }
      whole = whole.subtract(BigInteger.ONE);
    }
    long trials = 1;
    while (fraction(wholeAndRest[1], denominator, bits) && fraction(1, trials, bits)) {
      trials++;
    }
    return trials % 2 == 1;
  }

  /** True with probability 1/e. */
  static boolean inverseOfE(BitSource bits) {
    long trials = 2; // the first trial of exponential(1, 1) always succeeds
    while (fraction(1, trials, bits)) {
      trials++;
    }
    return trials % 2 == 1;
  }

  /**
   * True with the probability that the enclosures close in on. A uniform number is drawn 32 bits at
   * a time until what is known of it lies on one side of what is known of the probability; each
   * further round is needed with a chance of about 2^-32.
   *
   * @param probability from significant digits to an enclosure whose width goes to 0
   */
  static boolean enclosed(IntFunction<Enclosure> probability, BitSource bits) {
    BigInteger drawn = BigInteger.ZERO;
    int drawnBits = 0;
    for (int digits = FIRST_DIGITS; ; digits *= 2) {
      drawn = drawn.shiftLeft(BITS_AT_ONCE).or(BigInteger.valueOf(bits.nextBits(BITS_AT_ONCE)));
      drawnBits += BITS_AT_ONCE;
      Enclosure known = probability.apply(digits);
      if (known.lower().compareTo(Enclosure.dyadic(drawn.add(BigInteger.ONE), drawnBits)) >= 0) {
        return true;
      }
      if (known.upper().compareTo(Enclosure.dyadic(drawn, drawnBits)) <= 0) {
        return false;
      }
    }
  }
}
