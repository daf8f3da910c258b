package org.optika.core.attribution;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums of non-negative numbers that do not depend on the order of adding, nor on how the numbers
 * were split into parts: each number is cut off at 2^-63 once and then added in 127-bit fixed
 * point.
 */
final class ExactSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private long[] whole;
  private long[] fraction;

  ExactSums(int cells) {
    whole = new long[cells];
    fraction = new long[cells];
  }

  int cells() {
    return whole.length;
  }

  /** Makes room for at least this many cells; new ones are 0. */
  void ensureCells(int cells) {
    if (cells > whole.length) {
      int capacity = Math.max(cells, 2 * whole.length);
      whole = Arrays.copyOf(whole, capacity);
      fraction = Arrays.copyOf(fraction, capacity);
    }
  }

  /**
   * @param amount finite, in [0, 2^62)
   */
  void add(int cell, double amount) {
    long floor = (long) amount;
    addFixed(cell, floor, (long) ((amount - floor) * 0x1p63));
  }

  /** Adds another sum; exact as well. */
  void add(int cell, ExactSums other, int otherCell) {
    addFixed(cell, other.whole[otherCell], other.fraction[otherCell]);
  }

  /** The fraction is in [0, 2^63), in units of 2^-63. */
  private void addFixed(int cell, long addedWhole, long addedFraction) {
    long sum = fraction[cell] + addedFraction;
    fraction[cell] = sum & Long.MAX_VALUE;
    whole[cell] = Math.addExact(whole[cell], addedWhole + (sum >>> 63));
  }

  double sum(int cell) {
    return whole[cell] + fraction[cell] * 0x1p-63;
  }
}
