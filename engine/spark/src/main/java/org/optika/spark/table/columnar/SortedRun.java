package org.optika.spark.table.columnar;

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
  private long[] subjects = {};
  private int row;
  private boolean exhausted;
  private int last;

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
    return subjects[row];
  }

  /** Moves to the first row of the given subject or of a later one. */
  void skipTo(long subject) {
    while (!exhausted && subjects[batch.rows() - 1] < subject) {
      loadBatch();
    }
    if (!exhausted && subjects[row] < subject) {
      int low = row;
      int high = batch.rows();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (subjects[middle] < subject) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      row = low;
    }
  }

  /** Adds the rows of the next subject to {@code buffer}. */
  void take(ColumnBuffer buffer) {
    long subject = subjects[row];
    int end = endOf(subject);
    buffer.append(batch, row, end);
    while (end == batch.rows()) {
      loadBatch();
      if (exhausted || subjects[row] != subject) {
        return;
      }
      end = endOf(subject);
      buffer.append(batch, row, end);
    }
    row = end;
  }

  /**
   * Shows the rows of the next subject where they lie, or in {@code buffer} when they are spread
   * over batches.
   */
  void take(SubjectRows rows, ColumnBuffer buffer) {
    int end = endOf(subjects[row]);
    if (end < batch.rows()) {
      rows.show(batch, row, end);
      row = end;
    } else {
      buffer.clear();
      take(buffer);
      rows.show(buffer);
    }
  }

  private int endOf(long subject) {
    int end = row + 1;
    while (end < batch.rows() && subjects[end] == subject) {
      end++;
    }
    return end;
  }

  private void loadBatch() {
    row = 0;
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
        requireAscending(subjects.length == 0 ? Long.MIN_VALUE : subjects[last]);
        return;
      }
    }
    exhausted = true;
  }

  /** Each batch as a whole: a reader that skips rows relies on it too. */
  private void requireAscending(long before) {
    subjects = batch.longs(0);
    last = batch.rows() - 1;
    long previous = before;
    boolean ascending = true;
    for (int i = 0; i <= last; i++) {
      ascending &= previous <= subjects[i];
      previous = subjects[i];
    }
    if (!ascending) {
      throw new UnsortedFileException(run.path());
    }
  }
}
