package org.optika.spark.table.columnar;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

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
  private long least;

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
    for (int run = 0; run < size; run++) {
      heads[run] = this.runs[run].subject();
    }
    least = LongStream.of(heads).min().orElse(Long.MAX_VALUE);
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
    int first = runOfLeast(0);
    if (runOfLeast(first + 1) == size) {
      runs[first].take(rows, buffer);
    } else {
      buffer.clear();
      for (int run = first; run < size; run = runOfLeast(run + 1)) {
        runs[run].take(buffer);
      }
      rows.show(buffer);
    }
    settle(least);
    if (timeColumn != BucketedTable.NO_TIME && !rows.ascends(timeColumn)) {
      sort();
    }
    return rows;
  }

  /** The first run from a place on in which the next subject has rows; {@link #size} for none. */
  private int runOfLeast(int from) {
    int run = from;
    while (run < size && heads[run] != least) {
      run++;
    }
    return run;
  }

  /**
   * Finds the next subjects where runs have moved, and leaves out runs without any.
   *
   * @param passed the last subject whose rows were passed
   */
  private void settle(long passed) {
    int kept = 0;
    least = Long.MAX_VALUE;
    for (int run = 0; run < size; run++) {
      boolean stayed = heads[run] > passed;
      if (stayed || !runs[run].exhausted()) {
        heads[kept] = stayed ? heads[run] : runs[run].subject();
        runs[kept] = runs[run];
        least = Math.min(least, heads[kept]);
        kept++;
      }
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
