package org.optika.spark.table.columnar;

/**
 * The rows of one subject in one table: a view on arrays that lie elsewhere, so that nothing is
 * copied where they lie together. Valid until the next subject is taken; whoever holds it may
 * overwrite its rows.
 */
public final class SubjectRows {
  private final int columns;
  private Object[] values;
  private int[][] starts;
  private int[][] lengths;
  private int first;
  private int end;

  /**
   * @param columns how many of the columns of what is shown belong to the view, from the first on
   */
  SubjectRows(int columns) {
    this.columns = columns;
  }

  void show(ColumnBatch batch, int first, int end) {
    batch.read(first, end);
    show(batch.values(), batch.starts(), batch.lengths(), first, end);
  }

  void show(ColumnBuffer buffer) {
    show(buffer, 0, buffer.rows());
  }

  void show(ColumnBuffer buffer, int first, int end) {
    show(buffer.values(), buffer.starts(), buffer.lengths(), first, end);
  }

  private void show(Object[] values, int[][] starts, int[][] lengths, int first, int end) {
    this.values = values;
    this.starts = starts;
    this.lengths = lengths;
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
    copy.show(new Object[columns], new int[columns][], new int[columns][], 0, count);
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
    return columns;
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
  boolean ascends(int column) {
    long[] by = longs(column);
    int row = first + 1;
    while (row < end && by[row - 1] <= by[row]) {
      row++;
    }
    return row >= end;
  }
}
