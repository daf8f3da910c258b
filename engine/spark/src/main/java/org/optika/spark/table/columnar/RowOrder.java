package org.optika.spark.table.columnar;

import java.util.Arrays;

/** Puts the rows of a subject in order of time; those of one instant keep the order they had. */
final class RowOrder {
  private long[] keys = new long[64];

  /**
   * Sorts {@code positions[from, to)} by {@code time} at each position.
   *
   * @return false when they were in order already
   */
  boolean sort(long[] time, int[] positions, int from, int to) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    boolean ascending = true;
    long previous = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long at = time[positions[i]];
      ascending &= previous <= at;
      previous = at;
      least = Math.min(least, at);
      most = Math.max(most, at);
    }
    if (ascending) {
      return false;
    }
    int count = to - from;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    long span = most - least;
    if (span < 0 || span >= 1L << (Long.SIZE - 1 - bits)) {
      sortWide(time, positions, from, to);
      return true;
    }
    if (keys.length < count) {
      keys = new long[2 * count];
    }
    // Time before place: one number a row, and equal times stay in order.
    for (int i = 0; i < count; i++) {
      keys[i] = time[positions[from + i]] - least << bits | i;
    }
    Arrays.sort(keys, 0, count);
    long mask = (1L << bits) - 1;
    int[] before = Arrays.copyOfRange(positions, from, to);
    for (int i = 0; i < count; i++) {
      positions[from + i] = before[(int) (keys[i] & mask)];
    }
    return true;
  }

  /** For times so far apart that they leave no room for places: centuries, or a fault. */
  private static void sortWide(long[] time, int[] positions, int from, int to) {
    Integer[] order = new Integer[to - from];
    Arrays.setAll(order, i -> positions[from + i]);
    Arrays.sort(order, (a, b) -> Long.compare(time[a], time[b]));
    for (int i = 0; i < order.length; i++) {
      positions[from + i] = order[i];
    }
  }
}
