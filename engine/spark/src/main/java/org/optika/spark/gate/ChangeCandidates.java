package org.optika.spark.gate;

import java.util.Arrays;

/**
 * Subjects that may have changed, ascending: of each the instant from which, and its permission in
 * both runs. A few arrays, since new touches alone may make candidates of every fifth subject.
 */
final class ChangeCandidates {
  private final KeptPermissions permissions = new KeptPermissions();
  private long[] subjects = new long[16];
  private long[] from = new long[16];
  private int[] before = new int[16];
  private int[] after = new int[16];
  private int size;

  /** Of all candidates the least instant; {@link Long#MAX_VALUE} when there is none. */
  private long earliest = Long.MAX_VALUE;

  KeptPermissions permissions() {
    return permissions;
  }

  /**
   * @param subject later than all before
   * @param from instant from which it may have changed, {@link Long#MAX_VALUE} as long as that is
   *     not known
   * @param before place of its permission in {@link #permissions}
   * @param after the same for the later run
   */
  void add(long subject, long from, int before, int after) {
    if (size == subjects.length) {
      int more = 2 * size;
      subjects = Arrays.copyOf(subjects, more);
      this.from = Arrays.copyOf(this.from, more);
      this.before = Arrays.copyOf(this.before, more);
      this.after = Arrays.copyOf(this.after, more);
    }
    subjects[size] = subject;
    this.from[size] = from;
    this.before[size] = before;
    this.after[size] = after;
    earliest = Math.min(earliest, from);
    size++;
  }

  /** A candidate has changed from an instant on, if not from an earlier one. */
  void reach(int candidate, long atMicros) {
    from[candidate] = Math.min(from[candidate], atMicros);
    earliest = Math.min(earliest, atMicros);
  }

  int size() {
    return size;
  }

  long earliest() {
    return earliest;
  }

  long subject(int candidate) {
    return subjects[candidate];
  }

  long from(int candidate) {
    return from[candidate];
  }

  int before(int candidate) {
    return before[candidate];
  }

  int after(int candidate) {
    return after[candidate];
  }
}
