package org.optika.core.privacy.noise;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The distribution of a draw by brute force: the draw is run on every string of fair bits, each
 * string as long as the draw asks for and none longer than a limit. What stays open at the limit
 * belongs to any outcome, so that each true probability lies between the mass found and that plus
 * the open one.
 *
 * @param mass sum of 2^-length over the strings that lead to an outcome
 * @param open sum over the strings that are too short for the draw to end
 */
record BitTree<T>(Map<T, Double> mass, double open) {

  static <T> BitTree<T> of(Function<BitSource, T> draw, int limit) {
    Map<T, Double> mass = new HashMap<>();
    double open = 0;
    long prefix = 0;
    int length = 0;
    while (length >= 0) {
      Prefix bits = new Prefix(prefix, length);
      boolean deeper = false;
      try {
        mass.merge(draw.apply(bits), Math.scalb(1.0, -length), Double::sum);
      } catch (OutOfBits needed) {
        deeper = length < limit;
        open += deeper ? 0 : Math.scalb(1.0, -length);
      }
      if (deeper) {
        prefix <<= 1;
        length++;
      } else { // the next string in order: up while on a right branch, then to the right
        while (length > 0 && (prefix & 1) == 1) {
          prefix >>>= 1;
          length--;
        }
        prefix |= 1;
        length = length == 0 ? -1 : length;
      }
    }
    return new BitTree<>(mass, open);
  }

  double massOf(T outcome) {
    return mass.getOrDefault(outcome, 0.0);
  }

  private static final class OutOfBits extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfBits() {
      super(null, null, false, false);
    }
  }

  private static final class Prefix implements BitSource {
    private final long bits;
    private int left;

    Prefix(long bits, int length) {
      this.bits = bits;
      this.left = length;
    }

    @Override
    public long nextBits(int count) {
      if (count > left) {
        throw new OutOfBits();
      }
      left -= count;
      return BigInteger.valueOf(bits).shiftRight(left).longValue() & (1L << count) - 1;
    }
  }
}
