package org.optika.spark.table.columnar;

import java.util.Arrays;

/** The subjects of a batch of sorted rows, and where the rows of each begin. */
final class SubjectGroups {
  private long[] subjects = {};
  private int[] starts = {0};
  private int count;
  private long lastOfBatchBefore = Long.MIN_VALUE;
  private boolean ascending = true;

  /**
   * Begins a batch.
   *
   * @param rows of the batch, at most
   */
  void begin(int rows) {
    if (count > 0) {
      lastOfBatchBefore = subjects[count - 1];
    }
    if (subjects.length < rows) {
      subjects = new long[rows];
      starts = new int[rows + 1];
    }
    count = 0;
  }

  /** Begins the same batch again. */
  void restart() {
    count = 0;
  }

  /** Adds a row, and with it those of the same subject that follow it. */
  void add(int row, long subject) {
    if (count == 0) {
      ascending &= lastOfBatchBefore <= subject;
    } else if (subjects[count - 1] == subject) {
      return;
    } else {
      ascending &= subjects[count - 1] < subject;
    }
    subjects[count] = subject;
    starts[count] = row;
    count++;
  }

  /** Adds the rows [from, to). */
  void addAll(long[] subjectOf, int from, int to) {
    if (from == to) {
      return;
    }
    long subject = subjectOf[from];
    add(from, subject);
    for (int row = from + 1; row < to; row++) {
      if (subjectOf[row] != subject) {
        subject = subjectOf[row];
        add(row, subject);
      }
    }
  }

  void end(int rows) {
    starts[count] = rows;
  }

  /** The subject of each of so many rows. */
  void spread(long[] subjectOf, int rows) {
    for (int group = 0; group < count; group++) {
      int end = group + 1 < count ? starts[group + 1] : rows;
      Arrays.fill(subjectOf, starts[group], end, subjects[group]);
    }
  }

  /** Whether all rows of all batches so far ascend by subject. */
  boolean ascending() {
    return ascending;
  }

  int count() {
    return count;
  }

  long subject(int group) {
    return subjects[group];
  }

  /** The first row of a group; for the number of groups, the number of rows. */
  int start(int group) {
    return starts[group];
  }
}
