package org.optika.spark.table.columnar;

/**
 * The rows of one subject in one table: a view on arrays that lie elsewhere, so that nothing is
 * copied where they lie together. Valid until the next subject is taken; whoever holds it may
 * overwrite its rows.
 */
public final class SubjectRows {
  private final Object[] values;
  private final int[][] starts;
  private final int[][] lengths;
  private int first;
  private int end;

  SubjectRows(int columns) {
    values = new Object[columns];
    starts = new int[columns][];
    lengths = new int[columns][];
  }

  void show(ColumnBatch batch, int first, int end) {
    batch.read(first, end);
    for (int column = 0; column < values.length; column++) {
      values[column] = batch.values(column);
      starts[column] = batch.starts(column);
      lengths[column] = batch.lengths(column);
    }
    this.first = first;
    this.end = end;
  }

  void show(ColumnBuffer buffer) {
    show(buffer, 0, buffer.rows());
  }

  void show(ColumnBuffer buffer, int first, int end) {
    for (int column = 0; column < values.length; column++) {
      values[column] = buffer.values(column);
      starts[column] = buffer.starts(column);
      lengths[column] = buffer.lengths(column);
    }
    this.first = first;
    this.end = end;
  }

  /**
   * A copy of some of the rows, which stays valid.
   *
   * @param columns how many columns to keep, from the first on
   * @param positions of the rows, each in [{@link #first}, {@link #end})
   * @param count how many of the positions are meant
   */
  public SubjectRows copy(int columns, int[] positions, int count) {
    SubjectRows copy = new SubjectRows(columns);
    for (int column = 0; column < columns; column++) {
      if (starts[column] != null) {
        copyLists(copy, column, positions, count);
      } else if (values[column] instanceof long[] longs) {
        long[] kept = new long[count];
        for (int i = 0; i < count; i++) {
          kept[i] = longs[positions[i]];
        }
        copy.values[column] = kept;
      } else {
        int[] ints = ints(column);
        int[] kept = new int[count];
        for (int i = 0; i < count; i++) {
          kept[i] = ints[positions[i]];
        }
        copy.values[column] = kept;
      }
    }
    copy.end = count;
    return copy;
  }

  private void copyLists(SubjectRows copy, int column, int[] positions, int count) {
    int elements = 0;
    for (int i = 0; i < count; i++) {
      elements += lengths[column][positions[i]];
    }
    long[] kept = new long[elements];
    copy.values[column] = kept;
    copy.starts[column] = new int[count];
    copy.lengths[column] = new int[count];
    int start = 0;
    for (int i = 0; i < count; i++) {
      int length = lengths[column][positions[i]];
      System.arraycopy(longs(column), starts[column][positions[i]], kept, start, length);
      copy.starts[column][i] = start;
      copy.lengths[column][i] = length;
      start += length;
    }
  }

  public int columns() {
    return values.length;
  }

  /** Position of the first row in the arrays. */
  public int first() {
    return first;
  }

  /** Position behind the last row in the arrays. */
  public int end() {
    return end;
  }

  /** Values of a {@code bigint}, timestamp or decimal column; of a list column its elements. */
  public long[] longs(int column) {
    return (long[]) values[column];
  }

  /** Values of an {@code int} or boolean column, or codes of a text column. */
  public int[] ints(int column) {
    return (int[]) values[column];
  }

  /** Where the elements of a row's list begin in {@link #longs}. */
  public int listStart(int column, int row) {
    return starts[column][row];
  }

  /** How many elements the list of a row has. */
  public int listLength(int column, int row) {
    return lengths[column][row];
  }

  /** Whether the values of a bigint column never become less from row to row. */
  public boolean ascends(int column) {
    long[] by = longs(column);
    int row = first + 1;
    while (row < end && by[row - 1] <= by[row]) {
      row++;
    }
    return row >= end;
  }
}
