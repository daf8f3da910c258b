package org.optika.spark.gate;

import java.util.Arrays;
import org.optika.spark.table.columnar.SubjectRows;

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

  /**
   * @param subject later than all before
   * @param from instant from which it may have changed, {@link Long#MAX_VALUE} as long as that is
   *     not known
   * @param versions rows of its permission
   * @param newestBefore which of them holds for the earlier run, see {@link PermissionVersions}
   * @param newestAfter the same for the later run
   */
  void add(long subject, long from, SubjectRows versions, int newestBefore, int newestAfter) {
    if (size == subjects.length) {
      int more = 2 * size;
      subjects = Arrays.copyOf(subjects, more);
      this.from = Arrays.copyOf(this.from, more);
      before = Arrays.copyOf(before, more);
      after = Arrays.copyOf(after, more);
    }
    subjects[size] = subject;
    this.from[size] = from;
    after[size] = permissions.add(versions, newestAfter);
    before[size] =
        newestBefore == newestAfter ? after[size] : permissions.add(versions, newestBefore);
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

  /** Turns both sides to a candidate. */
  void load(int candidate, ChangeSide beforeSide, ChangeSide afterSide) {
    permissions.load(beforeSide.decisions(), before[candidate]);
    permissions.load(afterSide.decisions(), after[candidate]);
  }
}
