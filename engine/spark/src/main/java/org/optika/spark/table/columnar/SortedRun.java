package org.optika.spark.table.columnar;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The rows of one run, subject after subject; column 0 is the subject. */
final class SortedRun {
  private final FileScan scan;
  private final FileScan.Run run;
  private final Iterator<ColumnarBatch> batches;
  private final BatchFilter filter;
  private final TextCodes texts;
  private final ColumnBatch batch;
  private int[] positions = new int[0];

  /** Subjects of the batch, and where the rows of each begin; behind the last, where they end. */
  private long[] subjects = {};

  private int[] starts = {0};
  private int groups;
  private int group;
  private boolean exhausted;

  SortedRun(
      FileScan scan,
      FileScan.Run run,
      Iterator<ColumnarBatch> batches,
      BatchFilter filter,
      TextCodes texts) {
    this.scan = scan;
    this.run = run;
    this.batches = batches;
    this.filter = filter;
    this.texts = texts;
    batch = new ColumnBatch(scan.kinds().length);
    loadBatch();
  }

  boolean exhausted() {
    return exhausted;
  }

  /** The subject whose rows come next. */
  long subject() {
    return subjects[group];
  }

  /** Moves to the first row of the given subject or of a later one. */
  void skipTo(long subject) {
    while (!exhausted && subjects[groups - 1] < subject) {
      loadBatch();
    }
    while (!exhausted && subjects[group] < subject) {
      group++;
    }
  }

  /** Adds the rows of the next subject to {@code buffer}. */
  void take(ColumnBuffer buffer) {
    long subject = subjects[group];
    boolean last;
    do {
      last = group == groups - 1;
      buffer.append(batch, starts[group], starts[group + 1]);
      next();
    } while (last && !exhausted && subjects[group] == subject);
  }

  /**
   * Shows the rows of the next subject where they lie, or in {@code buffer} when they may be spread
   * over batches.
   */
  void take(SubjectRows rows, ColumnBuffer buffer) {
    if (group < groups - 1) {
      rows.show(batch, starts[group], starts[group + 1]);
      group++;
    } else {
      buffer.clear();
      take(buffer);
      rows.show(buffer);
    }
  }

  private void next() {
    group++;
    if (group == groups) {
      loadBatch();
    }
  }

  private void loadBatch() {
    while (batches.hasNext()) {
      scan.copy(batches.next(), batch, texts);
      if (positions.length < batch.rows()) {
        positions = new int[batch.rows()];
      }
      int kept = filter.keep(batch, texts, positions);
      if (kept < batch.rows()) {
        batch.retain(positions, kept, scan.kinds());
      }
      if (kept > 0) {
        group();
        return;
      }
    }
    exhausted = true;
  }

  /**
   * Finds the subjects of the batch. Rows that do not ascend are noticed in all of it, since a
   * reader that skips rows relies on their order too.
   */
  private void group() {
    int rows = batch.rows();
    if (subjects.length < rows) {
      subjects = Arrays.copyOf(subjects, rows);
      starts = new int[rows + 1];
    }
    long[] subjectOf = batch.longs(0);
    long subject = subjectOf[0];
    boolean ascending = groups == 0 || subjects[groups - 1] <= subject;
    subjects[0] = subject;
    groups = 1;
    for (int row = 1; row < rows; row++) {
      if (subjectOf[row] != subject) {
        ascending &= subject < subjectOf[row];
        subject = subjectOf[row];
        subjects[groups] = subject;
        starts[groups] = row;
        groups++;
      }
    }
    starts[groups] = rows;
    group = 0;
    if (!ascending) {
      throw new UnsortedFileException(run.path());
    }
  }
}
