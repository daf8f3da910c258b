package org.optika.spark.gate;

import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.SubjectRows;

/**
 * Which of a subject's rows in table {@code permission} holds: the newest that was built for an
 * instant or before it. Columns stand as in {@link ActivityColumns}.
 */
final class PermissionVersions {
  /** There is no row: nothing was known of the subject. */
  static final int NONE = -1;

  private PermissionVersions() {}

  /**
   * @param rows of one subject and controller, in any order; where they have no {@code known_at},
   *     as of a table that holds one version alone, there is one row
   * @param knownAtMicros instant that the table was built for, at some time: what it holds of
   *     others does not come to one state
   * @return position of the row, or {@link #NONE} when all of them are newer
   * @throws IllegalStateException when two rows could hold, or a row is broken
   */
  static int newest(SubjectRows rows, long knownAtMicros) {
    int newest = rows.first();
    if (rows.columns() <= ActivityColumns.PERMISSION_KNOWN_AT) {
      requireOne(rows.end() - newest);
    } else {
      newest = newest(rows, rows.longs(ActivityColumns.PERMISSION_KNOWN_AT), knownAtMicros);
    }
    if (newest != NONE
        && rows.listLength(ActivityColumns.FROM, newest)
            != rows.listLength(ActivityColumns.STATE, newest)) {
      throw new IllegalStateException(
          "Table 'permission' has a row with more instants than states, or fewer");
    }
    return newest;
  }

  /**
   * Turns decisions to a subject.
   *
   * @param rows as for {@link #newest}, or a copy; not read where {@code row} is {@link #NONE}
   * @param row position of the row that holds, or {@link #NONE} for a subject without record
   */
  static void load(StepDecisions decisions, SubjectRows rows, int row) {
    if (row == NONE) {
      decisions.loadNoRecord();
      return;
    }
    decisions.load(
        rows.longs(ActivityColumns.FROM),
        rows.longs(ActivityColumns.STATE),
        rows.listStart(ActivityColumns.FROM, row),
        rows.listStart(ActivityColumns.STATE, row),
        rows.listLength(ActivityColumns.FROM, row));
  }

  private static int newest(SubjectRows rows, long[] knownAt, long knownAtMicros) {
    int newest = NONE;
    int equal = 1;
    for (int row = rows.first(); row < rows.end(); row++) {
      if (knownAt[row] > knownAtMicros) {
        continue;
      }
      if (newest == NONE || knownAt[row] > knownAt[newest]) {
        newest = row;
        equal = 1;
      } else if (knownAt[row] == knownAt[newest]) {
        equal++;
      }
    }
    requireOne(equal);
    return newest;
  }

  private static void requireOne(int rows) {
    if (rows != 1) {
      throw new IllegalStateException(
          "Table 'permission' has %d rows of one subject and one version; expected one"
              .formatted(rows));
    }
  }
}
