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
  private long last = Long.MIN_VALUE;

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

  /** Adds the rows of the next subject to {@code buffer}, or drops them when it is null. */
  void take(ColumnBuffer buffer) {
    long subject = subjects[row];
    while (true) {
      int end = row + 1;
      int rows = batch.rows();
      while (end < rows && subjects[end] == subject) {
        end++;
      }
      if (buffer != null) {
        buffer.append(batch, row, end);
      }
      row = end;
      if (row < rows) {
        return;
      }
      loadBatch();
      if (exhausted || subjects[row] != subject) {
        return;
      }
    }
  }

  private void loadBatch() {
    row = 0;
    while (batches.hasNext()) {
      scan.copy(batches.next(), batch, texts);
      requireAscending();
      if (positions.length < batch.rows()) {
        positions = new int[batch.rows()];
      }
      int kept = filter.keep(batch, texts, positions);
      if (kept < batch.rows()) {
        batch.retain(positions, kept, scan.kinds());
      }
      if (kept > 0) {
        subjects = batch.longs(0);
        return;
      }
    }
    exhausted = true;
  }

  private void requireAscending() {
    long[] subject = batch.longs(0);
    int rows = batch.rows();
    long previous = last;
    boolean ascending = true;
    for (int i = 0; i < rows; i++) {
      ascending &= previous <= subject[i];
      previous = subject[i];
    }
    last = previous;
    if (!ascending) {
      throw new UnsortedFileException(run.path());
    }
  }
}
