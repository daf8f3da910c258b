package org.optika.spark.table.columnar;

import java.util.Arrays;

/** Rows gathered from batches, one growing array a column. */
public final class ColumnBuffer {
  private final FileScan.Kind[] kinds;
  private final Object[] values;
  private final int[][] starts;
  private final int[] elements;
  private int rows;

  ColumnBuffer(FileScan.Kind[] kinds, int columns) {
    this.kinds = Arrays.copyOf(kinds, columns);
    values = new Object[columns];
    starts = new int[columns][];
    elements = new int[columns];
    for (int column = 0; column < columns; column++) {
      switch (this.kinds[column]) {
        case LONG -> values[column] = new long[64];
        case INT, TEXT -> values[column] = new int[64];
        case LONGS -> {
          values[column] = new long[64];
          starts[column] = new int[64];
        }
      }
    }
  }

  public void clear() {
    rows = 0;
    Arrays.fill(elements, 0);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return kinds.length;
  }

  /** As {@link ColumnBatch#longs}; valid in [0, {@link #rows}) until rows are added. */
  public long[] longs(int column) {
    return (long[]) values[column];
  }

  /** As {@link ColumnBatch#ints}; valid in [0, {@link #rows}) until rows are added. */
  public int[] ints(int column) {
    return (int[]) values[column];
  }

  /** Where the elements of a row's list begin in {@link #longs}. */
  public int start(int column, int row) {
    return starts[column][row];
  }

  /** How many elements the list of a row has. */
  public int length(int column, int row) {
    int end = row + 1 == rows ? elements[column] : starts[column][row + 1];
    return end - starts[column][row];
  }

  void append(ColumnBatch batch, int from, int to) {
    int count = to - from;
    for (int column = 0; column < kinds.length; column++) {
      switch (kinds[column]) {
        case LONG -> {
          long[] array = longs(column);
          if (rows + count > array.length) {
            array = Arrays.copyOf(array, capacity(rows + count, array.length));
            values[column] = array;
          }
          System.arraycopy(batch.longs(column), from, array, rows, count);
        }
        case INT, TEXT -> {
          int[] array = ints(column);
          if (rows + count > array.length) {
            array = Arrays.copyOf(array, capacity(rows + count, array.length));
            values[column] = array;
          }
          System.arraycopy(batch.ints(column), from, array, rows, count);
        }
        case LONGS -> appendLists(column, batch, from, count);
      }
    }
    rows += count;
  }

  private void appendLists(int column, ColumnBatch batch, int from, int count) {
    if (rows + count > starts[column].length) {
      starts[column] = Arrays.copyOf(starts[column], capacity(rows + count, starts[column].length));
    }
    for (int row = 0; row < count; row++) {
      int length = batch.lengths(column)[from + row];
      long[] array = longs(column);
      if (elements[column] + length > array.length) {
        array = Arrays.copyOf(array, capacity(elements[column] + length, array.length));
        values[column] = array;
      }
      System.arraycopy(
          batch.longs(column), batch.starts(column)[from + row], array, elements[column], length);
      starts[column][rows + row] = elements[column];
      elements[column] += length;
    }
  }

  private static int capacity(int needed, int present) {
    return Math.max(needed, present + (present >> 1));
  }

  /**
   * Sorts the rows by one column of bigints, unless they are; equal ones keep their order. No
   * column may hold lists.
   */
  void sortBy(int column) {
    long[] by = longs(column);
    int row = 1;
    while (row < rows && by[row - 1] <= by[row]) {
      row++;
    }
    if (row >= rows) {
      return;
    }
    Integer[] order = new Integer[rows];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(by[a], by[b]));
    for (int c = 0; c < kinds.length; c++) {
      if (kinds[c] == FileScan.Kind.LONG) {
        long[] old = longs(c);
        long[] sorted = new long[old.length];
        for (int i = 0; i < rows; i++) {
          sorted[i] = old[order[i]];
        }
        values[c] = sorted;
      } else {
        int[] old = ints(c);
        int[] sorted = new int[old.length];
        for (int i = 0; i < rows; i++) {
          sorted[i] = old[order[i]];
        }
        values[c] = sorted;
      }
    }
  }
}
