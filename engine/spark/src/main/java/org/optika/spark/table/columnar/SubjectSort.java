package org.optika.spark.table.columnar;

import java.util.Arrays;

/**
 * Sorts different subjects. They are keyed hashes and so lie evenly: put into as many slots as
 * there are of them, by their highest bits, nearly all are in place. Of others it sorts slots.
 */
final class SubjectSort {
  private static final int FEW = 64;

  private SubjectSort() {}

  static void sort(long[] subjects) {
    int count = subjects.length;
    if (count < FEW) {
      Arrays.sort(subjects);
      return;
    }
    long least = subjects[0];
    long most = subjects[0];
    for (long subject : subjects) {
      least = Math.min(least, subject);
      most = Math.max(most, subject);
    }
    int slots = Integer.highestOneBit(count);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
    int shift = Math.max(0, bits - Integer.numberOfTrailingZeros(slots));
    int[] end = new int[slots];
    for (long subject : subjects) {
      end[(int) (subject - least >>> shift)]++;
    }
    for (int slot = 1; slot < slots; slot++) {
      end[slot] += end[slot - 1];
    }
    long[] unsorted = subjects.clone();
    for (long subject : unsorted) {
      subjects[--end[(int) (subject - least >>> shift)]] = subject;
    }
    for (int slot = 0; slot < slots; slot++) {
      Arrays.sort(subjects, end[slot], slot + 1 < slots ? end[slot + 1] : count);
    }
  }
}
