package org.optika.spark.table.columnar;

import java.util.Arrays;
import java.util.List;

/**
 * The rows of one table in one bucket, subject after subject, merged from its sorted runs. Runs of
 * one subject follow each other by slice, so times ascend unless appends overlap; then they are
 * sorted.
 *
 * <p>Each step looks at the next subject of every run, in one array: a subject has rows in many of
 * the slices, so a heap would move most runs at each step. Compaction keeps runs few.
 */
final class SubjectMerge implements SubjectSource {
  /** Those with rows left, by slice; and the subject whose rows come next in each. */
  private final SortedRun[] runs;

  private final long[] heads;
  private final FileScan.Kind[] kinds;
  private final int columns;
  private final int timeColumn;
  private final RowOrder order = new RowOrder();
  private final SubjectRows rows;
  private final ColumnBuffer buffer;
  private int size;

  /** The next subject, the first run in which it has rows, and whether it has some in others. */
  private long least;

  private int first;
  private boolean several;

  /**
   * @param kinds of all columns, of which the first {@code columns} are kept
   */
  SubjectMerge(List<SortedRun> runs, FileScan.Kind[] kinds, int columns, int timeColumn) {
    this.kinds = kinds;
    this.columns = columns;
    this.timeColumn = timeColumn;
    rows = new SubjectRows(columns);
    buffer = new ColumnBuffer(kinds, columns);
    this.runs = runs.stream().filter(run -> !run.exhausted()).toArray(SortedRun[]::new);
    size = this.runs.length;
    heads = new long[size];
    Arrays.fill(heads, Long.MIN_VALUE);
    settle(Long.MIN_VALUE);
  }

  @Override
  public boolean exhausted() {
    return size == 0;
  }

  @Override
  public long subject() {
    return least;
  }

  @Override
  public SubjectRows take() {
    if (several) {
      buffer.clear();
      for (int run = first; run < size; run++) {
        if (heads[run] == least) {
          runs[run].take(buffer);
        }
      }
      rows.show(buffer);
    } else {
      runs[first].take(rows, buffer);
    }
    settle(least);
    if (timeColumn != BucketedTable.NO_TIME && !rows.ascends(timeColumn)) {
      sort();
    }
    return rows;
  }

  /**
   * Finds the next subjects where runs have moved, and leaves out runs without any.
   *
   * @param passed the last subject whose rows were passed
   */
  private void settle(long passed) {
    int kept = 0;
    least = Long.MAX_VALUE;
    several = false;
    for (int run = 0; run < size; run++) {
      long head = heads[run];
      if (head <= passed) {
        if (runs[run].exhausted()) {
          continue;
        }
        head = runs[run].subject();
      }
      if (kept < run) {
        runs[kept] = runs[run];
      }
      heads[kept] = head;
      if (head < least || kept == 0) {
        least = head;
        first = kept;
        several = false;
      } else if (head == least) {
        several = true;
      }
      kept++;
    }
    Arrays.fill(runs, kept, size, null);
    size = kept;
  }

  private void sort() {
    ColumnBuffer unsorted = new ColumnBuffer(kinds, columns, rows.end() - rows.first());
    unsorted.append(rows);
    unsorted.sortBy(timeColumn, order);
    rows.show(unsorted);
  }

  @Override
  public void skipTo(long subject) {
    if (least >= subject) {
      return;
    }
    for (int run = 0; run < size; run++) {
      if (heads[run] < subject) {
        runs[run].skipTo(subject);
      }
    }
    settle(subject - 1);
  }
}
