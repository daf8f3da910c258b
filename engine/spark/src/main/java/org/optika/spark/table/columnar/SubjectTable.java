package org.optika.spark.table.columnar;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;

/**
 * The rows of one table in one partition, gathered in memory and grouped by subject: a hash of the
 * subjects, a sort of the different subjects only, and a counting scatter of the rows.
 */
final class SubjectTable implements SubjectSource {
  private final int timeColumn;
  private final ColumnBuffer rows;
  private final ColumnBuffer buffer;
  private final SubjectRows view;
  private final RowOrder order = new RowOrder();
  private long[] subjects = {};
  private int[] firstRow = {0};
  private int[] positions = {};
  private int next;

  /**
   * @param blocks what {@link BlockShuffle} has sent to this partition
   */
  SubjectTable(
      Iterator<byte[]> blocks,
      FileScan.Kind[] kinds,
      int columns,
      int timeColumn,
      TextCodes texts) {
    this.timeColumn = timeColumn;
    buffer = new ColumnBuffer(kinds, columns);
    view = new SubjectRows(columns);
    Queue<byte[]> received = new ArrayDeque<>();
    int count = 0;
    while (blocks.hasNext()) {
      byte[] block = blocks.next();
      count += ColumnBuffer.rowsOf(block);
      received.add(block);
    }
    rows = new ColumnBuffer(kinds, columns, count);
    while (!received.isEmpty()) {
      rows.append(received.remove(), texts);
    }
    group();
  }

  private void group() {
    int count = rows.rows();
    long[] subjectOf = rows.longs(0);
    SubjectIndex index = new SubjectIndex();
    int[] group = new int[count];
    for (int row = 0; row < count; row++) {
      group[row] = index.add(subjectOf[row]);
    }
    subjects = index.subjects();
    Arrays.sort(subjects);
    int[] rankOfGroup = new int[subjects.length];
    for (int rank = 0; rank < subjects.length; rank++) {
      rankOfGroup[index.add(subjects[rank])] = rank;
    }
    firstRow = new int[subjects.length + 1];
    for (int row = 0; row < count; row++) {
      group[row] = rankOfGroup[group[row]];
      firstRow[group[row] + 1]++;
    }
    for (int rank = 0; rank < subjects.length; rank++) {
      firstRow[rank + 1] += firstRow[rank];
    }
    positions = new int[count];
    int[] free = Arrays.copyOf(firstRow, subjects.length);
    for (int row = 0; row < count; row++) {
      positions[free[group[row]]++] = row;
    }
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
    buffer.clear();
    int from = firstRow[next];
    int to = firstRow[next + 1];
    if (timeColumn != BucketedTable.NO_TIME && to - from > 1) {
      order.sort(rows.longs(timeColumn), positions, from, to);
    }
    buffer.append(rows, positions, from, to);
    view.show(buffer);
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
