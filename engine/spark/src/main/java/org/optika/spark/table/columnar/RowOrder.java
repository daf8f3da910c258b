package org.optika.spark.table.columnar;

import java.util.Arrays;

/** Puts the rows of a subject in order of time; those of one instant keep the order they had. */
final class RowOrder {
  private long[] keys = new long[64];
  private int[] positions = new int[64];

  /**
   * The positions from {@code from} to before {@code to}, by {@code time} at each.
   *
   * @return an array of at least so many, reused by the next call
   */
  int[] of(long[] time, int from, int to) {
    int count = to - from;
    if (keys.length < count) {
      keys = new long[2 * count];
      positions = new int[2 * count];
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, time[i]);
      most = Math.max(most, time[i]);
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    long span = most - least;
    if (span < 0 || span >= 1L << (Long.SIZE - 1 - bits)) {
      sortWide(time, from, to);
      return positions;
    }
    // Time before place: one number a row, and equal times stay in order.
    for (int i = 0; i < count; i++) {
      keys[i] = time[from + i] - least << bits | i;
    }
    Arrays.sort(keys, 0, count);
    long mask = (1L << bits) - 1;
    for (int i = 0; i < count; i++) {
      positions[i] = from + (int) (keys[i] & mask);
    }
    return positions;
  }

  /** For times so far apart that they leave no room for places: centuries, or a fault. */
  private void sortWide(long[] time, int from, int to) {
    Integer[] order = new Integer[to - from];
    Arrays.setAll(order, i -> from + i);
    Arrays.sort(order, (a, b) -> Long.compare(time[a], time[b]));
    for (int i = 0; i < order.length; i++) {
      positions[i] = order[i];
    }
  }
}
