package org.optika.spark.table.columnar;

import org.apache.spark.TaskContext;

/** The rows of one run, subject after subject; column 0 is the subject. */
final class SortedRun {
  private final FileScan scan;
  private final FileScan.Run run;
  private final SubjectGroups groups;
  private final Batches batches;
  private final BatchFilter filter;
  private final TextCodes texts;
  private final ColumnBatch batch;
  private int[] positions = new int[0];
  private int group;
  private boolean exhausted;

  SortedRun(
      FileScan scan, FileScan.Run run, BatchFilter filter, BatchTarget target, TaskContext task) {
    this.scan = scan;
    this.run = run;
    this.filter = filter;
    texts = target.texts();
    groups = target.groups();
    batches = scan.open(run, target, task);
    batch = new ColumnBatch(scan.kinds().length);
    loadBatch();
  }

  boolean exhausted() {
    return exhausted;
  }

  /** The subject whose rows come next. */
  long subject() {
    return groups.subject(group);
  }

  /** Moves to the first row of the given subject or of a later one. */
  void skipTo(long subject) {
    while (!exhausted && groups.subject(groups.count() - 1) < subject) {
      loadBatch();
    }
    while (!exhausted && groups.subject(group) < subject) {
      group++;
    }
  }

  /** Adds the rows of the next subject to {@code buffer}. */
  void take(ColumnBuffer buffer) {
    long subject = groups.subject(group);
    boolean last;
    do {
      last = group == groups.count() - 1;
      buffer.append(batch, subject, groups.start(group), groups.start(group + 1));
      next();
    } while (last && !exhausted && groups.subject(group) == subject);
  }

  /**
   * Shows the rows of the next subject where they lie, or in {@code buffer} when they may be spread
   * over batches.
   */
  void take(SubjectRows rows, ColumnBuffer buffer) {
    if (group < groups.count() - 1) {
      rows.show(batch, groups.start(group), groups.start(group + 1));
      group++;
    } else {
      buffer.clear();
      take(buffer);
      rows.show(buffer);
    }
  }

  private void next() {
    group++;
    if (group == groups.count()) {
      loadBatch();
    }
  }

  private void loadBatch() {
    while (batches.next(batch)) {
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
   * Rows that do not ascend are noticed in all of the batch, since a reader that skips rows relies
   * on their order too.
   */
  private void group() {
    if (!batch.isGrouped()) {
      groups.restart();
      groups.addAll(batch.longs(0), 0, batch.rows());
    }
    groups.end(batch.rows());
    group = 0;
    if (!groups.ascending()) {
      throw new UnsortedFileException(run.path());
    }
  }
}
