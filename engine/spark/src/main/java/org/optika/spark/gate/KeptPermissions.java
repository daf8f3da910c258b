package org.optika.spark.gate;

import java.util.Arrays;
import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.SubjectRows;

/**
 * Rows of table {@code permission} that are looked at again later, in one array: of each the number
 * of its steps, their instants, their states.
 */
final class KeptPermissions {
  private long[] words = new long[1 << 10];
  private int size;

  /**
   * @param row see {@link PermissionVersions#newest}
   * @return where it is kept; {@link PermissionVersions#NONE} for none
   */
  int add(SubjectRows versions, int row) {
    if (row == PermissionVersions.NONE) {
      return PermissionVersions.NONE;
    }
    int steps = versions.listLength(ActivityColumns.FROM, row);
    int end = Math.addExact(size, 2 * steps + 1);
    if (end > words.length) {
      words = Arrays.copyOf(words, Math.max(end, 2 * words.length));
    }
    int place = size;
    words[place] = steps;
    copy(versions, ActivityColumns.FROM, row, place + 1, steps);
    copy(versions, ActivityColumns.STATE, row, place + 1 + steps, steps);
    size = end;
    return place;
  }

  private void copy(SubjectRows versions, int column, int row, int to, int steps) {
    System.arraycopy(versions.longs(column), versions.listStart(column, row), words, to, steps);
  }

  /**
   * Turns decisions to a subject, until the next row is added.
   *
   * @param place a result of {@link #add}
   */
  void load(StepDecisions decisions, int place) {
    if (place == PermissionVersions.NONE) {
      decisions.loadNoRecord();
      return;
    }
    int steps = (int) words[place];
    decisions.load(words, words, place + 1, place + 1 + steps, steps);
  }
}
