package org.optika.spark.table.columnar;

import java.util.List;

/**
 * The rows of one table in one bucket, subject after subject, merged from its sorted runs. Runs of
 * one subject follow each other by slice, so times ascend unless appends overlap; then they are
 * sorted.
 */
final class SubjectMerge implements SubjectSource {
  private final SortedRun[] heap;
  private final int[] place;
  private final FileScan.Kind[] kinds;
  private final int columns;
  private final int timeColumn;
  private final RowOrder order = new RowOrder();
  private final SubjectRows rows;
  private final ColumnBuffer buffer;
  private int size;

  /**
   * @param kinds of all columns, of which the first {@code columns} are kept
   */
  SubjectMerge(List<SortedRun> runs, FileScan.Kind[] kinds, int columns, int timeColumn) {
    this.kinds = kinds;
    this.columns = columns;
    this.timeColumn = timeColumn;
    rows = new SubjectRows(columns);
    buffer = new ColumnBuffer(kinds, columns);
    heap = new SortedRun[runs.size()];
    place = new int[runs.size()];
    for (int i = 0; i < runs.size(); i++) {
      if (!runs.get(i).exhausted()) {
        heap[size] = runs.get(i);
        place[size] = i;
        size++;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  @Override
  public boolean exhausted() {
    return size == 0;
  }

  @Override
  public long subject() {
    return heap[0].subject();
  }

  @Override
  public SubjectRows take() {
    if (size == 1) {
      heap[0].take(rows, buffer);
      if (heap[0].exhausted()) {
        size = 0;
      }
    } else {
      gather();
    }
    if (timeColumn != BucketedTable.NO_TIME && !rows.ascends(timeColumn)) {
      sort();
    }
    return rows;
  }

  private void gather() {
    long subject = subject();
    buffer.clear();
    while (size > 0 && heap[0].subject() == subject) {
      heap[0].take(buffer);
      settleTop();
    }
    rows.show(buffer);
  }

  private void sort() {
    ColumnBuffer unsorted = new ColumnBuffer(kinds, columns, rows.end() - rows.first());
    unsorted.append(rows);
    unsorted.sortBy(timeColumn, order);
    rows.show(unsorted);
  }

  @Override
  public void skipTo(long subject) {
    while (size > 0 && heap[0].subject() < subject) {
      heap[0].skipTo(subject);
      settleTop();
    }
  }

  private void settleTop() {
    if (heap[0].exhausted()) {
      size--;
      heap[0] = heap[size];
      place[0] = place[size];
      heap[size] = null;
    }
    sink(0);
  }

  private void sink(int index) {
    int parent = index;
    while (true) {
      int child = 2 * parent + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && before(child + 1, child)) {
        child++;
      }
      if (!before(child, parent)) {
        return;
      }
      SortedRun run = heap[parent];
      heap[parent] = heap[child];
      heap[child] = run;
      int at = place[parent];
      place[parent] = place[child];
      place[child] = at;
      parent = child;
    }
  }

  private boolean before(int a, int b) {
    long one = heap[a].subject();
    long other = heap[b].subject();
    return one < other || one == other && place[a] < place[b];
  }
}
