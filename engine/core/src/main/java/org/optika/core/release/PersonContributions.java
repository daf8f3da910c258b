package org.optika.core.release;

import java.util.Arrays;

/**
 * What one person after another contributes to a release, bounded: of all groups those with the
 * smallest keyed hashes, and in each of them the rows with the smallest keyed hashes ("bottom-k").
 * Which ones are kept depends on the key, the person, the group and the content of the row, and on
 * nothing else: not on the order of rows, so that a task that is run again keeps the same. Rows are
 * read once, and memory is that of the bounds, whatever a person has done. Reusable and not
 * thread-safe.
 *
 * <p>Ties: rows of one group with the same hash have the same content, so it does not matter which
 * of them is kept.
 */
public final class PersonContributions {
  private final int mostGroups;
  private final int mostRows;
  private final int columns;
  private final KeyedHash hash;

  private final long[] groups;
  private final long[] groupHashes;
  private final long[] rows;
  private final int[] keptRows;
  private final long[] rowHashes;

  /** Of each kept row in each kept group the values of all columns. */
  private final long[] values;

  /** Of each kept group the sums of all its rows. */
  private final long[] totals;

  private long person;
  private int count;

  /**
   * @param columns number of values of a row
   */
  public PersonContributions(ContributionBounds bounds, int columns, KeyedHash hash) {
    mostGroups = bounds.groups();
    mostRows = bounds.rowsPerGroup();
    this.columns = columns;
    this.hash = hash;
    groups = new long[mostGroups];
    groupHashes = new long[mostGroups];
    rows = new long[mostGroups];
    keptRows = new int[mostGroups];
    rowHashes = new long[mostGroups * mostRows];
    values = new long[mostGroups * mostRows * columns];
    totals = new long[mostGroups * columns];
  }

  /** Turns to a person, of whom nothing has been seen. */
  public void begin(long person) {
    this.person = person;
    count = 0;
  }

  /**
   * One row of the person.
   *
   * @param group number of the group; the same for the same keys wherever it is read
   * @param row hash of the whole content of the row, its identity included; equal rows only have
   *     equal ones
   * @param rowValues one for each column, each within 2^{@value ValueBounds#STEPS_BITS} steps of 0
   *     or not much more, so that the sum of all that a person can do fits; copied
   */
  public void add(long group, long row, long[] rowValues) {
    int place = place(group);
    if (place < 0) {
      return;
    }
    rows[place]++;
    if (columns > 0) {
      for (int column = 0; column < columns; column++) {
        totals[place * columns + column] += rowValues[column];
      }
      keep(place, hash.of(person, group, row), rowValues);
    }
  }

  /** Where a group stands; -1 when it is none of those that are kept. */
  private int place(long group) {
    for (int place = 0; place < count; place++) {
      if (groups[place] == group) {
        return place;
      }
    }
    long groupHash = hash.of(person, group);
    int place = count;
    if (count < mostGroups) {
      count++;
    } else {
      place = largestHash();
      if (!precedes(groupHash, group, place)) {
        return -1;
      }
    }
    groups[place] = group;
    groupHashes[place] = groupHash;
    rows[place] = 0;
    keptRows[place] = 0;
    Arrays.fill(totals, place * columns, (place + 1) * columns, 0);
    return place;
  }

  private int largestHash() {
    int largest = 0;
    for (int place = 1; place < count; place++) {
      if (!precedes(groupHashes[place], groups[place], largest)) {
        largest = place;
      }
    }
    return largest;
  }

  private boolean precedes(long groupHash, long group, int place) {
    return groupHash != groupHashes[place] ? groupHash < groupHashes[place] : group < groups[place];
  }

  private void keep(int place, long rowHash, long[] rowValues) {
    int first = place * mostRows;
    int row = first + keptRows[place];
    if (keptRows[place] < mostRows) {
      keptRows[place]++;
    } else {
      row = first;
      for (int other = first + 1; other < first + mostRows; other++) {
        row = rowHashes[other] > rowHashes[row] ? other : row;
      }
      if (rowHash >= rowHashes[row]) {
        return;
      }
    }
    rowHashes[row] = rowHash;
    System.arraycopy(rowValues, 0, values, row * columns, columns);
  }

  /** Number of groups that the person counts in. */
  public int groups() {
    return count;
  }

  /**
   * @param place in [0, {@link #groups})
   */
  public long group(int place) {
    return groups[place];
  }

  /** Whether the person counts in a group, by what is known so far. */
  public boolean isIn(long group) {
    for (int place = 0; place < count; place++) {
      if (groups[place] == group) {
        return true;
      }
    }
    return false;
  }

  /** Rows of the person in a group, at most as many as the bound says. */
  public int rows(int place) {
    return (int) Math.min(rows[place], mostRows);
  }

  /**
   * A value of one of the rows that are kept.
   *
   * @param row in [0, {@link #rows})
   */
  public long value(int place, int row, int column) {
    return values[(place * mostRows + row) * columns + column];
  }

  /** Sum of a value over all rows of the person in a group, also those that are not kept. */
  public long total(int place, int column) {
    return totals[place * columns + column];
  }
}
