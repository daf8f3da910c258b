package org.optika.spark.table.columnar;

import java.util.Arrays;

/** Numbers 0, 1, 2 ... for different subjects, in the order in which they are added. */
final class SubjectIndex {
  private long[] subjects = new long[1024];
  private int[] slots = new int[4096];
  private int size;

  /** The number of a subject, a new one when it was not added before. */
  int add(long subject) {
    int slot = slot(subject);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (subjects[number] == subject) {
        return number;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (size == subjects.length) {
      grow();
      return add(subject);
    }
    subjects[size] = subject;
    slots[slot] = size + 1;
    return size++;
  }

  /** A copy, by number. */
  long[] subjects() {
    return Arrays.copyOf(subjects, size);
  }

  private int slot(long subject) {
    return (int) (subject * 0x9E3779B97F4A7C15L >>> 32) & slots.length - 1;
  }

  private void grow() {
    subjects = Arrays.copyOf(subjects, 2 * size);
    slots = new int[8 * size];
    for (int number = 0; number < size; number++) {
      int slot = slot(subjects[number]);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = number + 1;
    }
  }
}
