package org.optika.spark.table.columnar;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;

/**
 * The rows of one table in one partition, gathered in memory and grouped by subject: a hash of the
 * subjects, a sort of the different subjects only, and a counting scatter of the rows, after which
 * those of a subject lie together.
 */
final class SubjectTable implements SubjectSource {
  private final int timeColumn;
  private final ColumnBuffer rows;
  private final ColumnBuffer sorted;
  private final SubjectRows view;
  private final RowOrder order = new RowOrder();
  private long[] subjects = {};
  private int[] firstRow = {0};
  private int next;

  /**
   * @param blocks what {@link BlockShuffle} has sent to this partition
   * @param wanted rows of other subjects are dropped
   */
  SubjectTable(
      Iterator<byte[]> blocks,
      FileScan.Kind[] kinds,
      int columns,
      int timeColumn,
      TextCodes texts,
      Optional<SubjectFilter> wanted) {
    this.timeColumn = timeColumn;
    sorted = new ColumnBuffer(kinds, columns);
    view = new SubjectRows(columns);
    Queue<byte[]> received = new ArrayDeque<>();
    int count = 0;
    while (blocks.hasNext()) {
      byte[] bytes = blocks.next();
      count += ColumnBlock.rowsOf(bytes);
      received.add(bytes);
    }
    rows = new ColumnBuffer(kinds, columns, count);
    ColumnBlock block = new ColumnBlock(texts);
    while (!received.isEmpty()) {
      block.addTo(rows, received.remove());
    }
    wanted.ifPresent(rows::retain);
    group();
  }

  private void group() {
    int count = rows.rows();
    long[] subjectOf = rows.longs(0);
    SubjectIndex index = new SubjectIndex();
    int[] groupOf = new int[count];
    for (int row = 0; row < count; row++) {
      groupOf[row] = index.add(subjectOf[row]);
    }
    subjects = index.subjects();
    SubjectSort.sort(subjects);
    int[] sizeOfGroup = new int[subjects.length];
    for (int row = 0; row < count; row++) {
      sizeOfGroup[groupOf[row]]++;
    }
    firstRow = new int[subjects.length + 1];
    int[] freeOfGroup = new int[subjects.length];
    for (int rank = 0; rank < subjects.length; rank++) {
      int group = index.add(subjects[rank]);
      freeOfGroup[group] = firstRow[rank];
      firstRow[rank + 1] = firstRow[rank] + sizeOfGroup[group];
    }
    int[] target = groupOf;
    for (int row = 0; row < count; row++) {
      target[row] = freeOfGroup[groupOf[row]]++;
    }
    rows.move(target);
  }

  @Override
  public boolean exhausted() {
    return next == subjects.length;
  }

  @Override
  public long subject() {
    return subjects[next];
  }

  @Override
  public SubjectRows take() {
    int from = firstRow[next];
    int to = firstRow[next + 1];
    view.show(rows, from, to);
    if (timeColumn != BucketedTable.NO_TIME && !view.ascends(timeColumn)) {
      sorted.clear();
      sorted.append(rows, order.of(rows.longs(timeColumn), from, to), 0, to - from);
      view.show(sorted);
    }
    next++;
    return view;
  }

  @Override
  public void skipTo(long subject) {
    while (next < subjects.length && subjects[next] < subject) {
      next++;
    }
  }
}
