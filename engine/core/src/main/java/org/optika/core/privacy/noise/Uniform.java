package org.optika.core.privacy.noise;

import java.math.BigInteger;

/**
 * Uniform integers below a bound, without the bias of a remainder: as many bits as the bound needs,
 * drawn again until they are below it. That is the case at least every second time.
 */
final class Uniform {
  private static final int CHUNK = 62;

  private Uniform() {}

  /**
   * @param bound &gt;= 1
   * @return an integer in [0, bound); bound 1 takes no bits
   */
  static long below(long bound, BitSource bits) {
    if (bound == 1) {
      return 0;
    }
    int length = Long.SIZE - Long.numberOfLeadingZeros(bound - 1);
    long drawn = bits.nextBits(length);
    while (drawn >= bound) {
      drawn = bits.nextBits(length);
    }
    return drawn;
  }

  /** {@link #below(long, BitSource)} without a limit; takes the same bits for the same bound. */
  static BigInteger below(BigInteger bound, BitSource bits) {
    int length = bound.subtract(BigInteger.ONE).bitLength();
    BigInteger drawn = integer(length, bits);
    while (drawn.compareTo(bound) >= 0) {
      drawn = integer(length, bits);
    }
    return drawn;
  }

  /** An integer in [0, 2^length). */
  static BigInteger integer(int length, BitSource bits) {
    BigInteger drawn = BigInteger.ZERO;
    for (int missing = length; missing > 0; missing -= CHUNK) {
      int count = Math.min(CHUNK, missing);
      drawn = drawn.shiftLeft(count).or(BigInteger.valueOf(bits.nextBits(count)));
    }
    return drawn;
  }
}
