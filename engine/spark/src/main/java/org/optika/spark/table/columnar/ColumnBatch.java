package org.optika.spark.table.columnar;

/** Some rows of a table as one array a column. Reused from batch to batch. */
public final class ColumnBatch {
  private static final int SUBJECT = 0;

  private final Object[] values;
  private final int[][] starts;
  private final int[][] lengths;
  private LaterColumns later = LaterColumns.NONE;
  private int rows;
  private boolean grouped;

  ColumnBatch(int columns) {
    values = new Object[columns];
    starts = new int[columns][];
    lengths = new int[columns][];
  }

  /**
   * @param grouped whether the reader tells the groups of subjects itself
   */
  void begin(int rows, boolean grouped) {
    this.rows = rows;
    this.grouped = grouped;
    later = LaterColumns.NONE;
  }

  /** Leaves columns to be read where they are looked at. */
  void readLater(LaterColumns columns) {
    later = columns;
  }

  /**
   * Reads the rows [from, to) of all columns, if they were not. Who reads rows so does it in
   * ascending order, and looks at {@link #values}.
   */
  void read(int from, int to) {
    later.read(this, from, to);
  }

  /** The same for rows at ascending positions. */
  void read(int[] positions, int count) {
    later.read(this, positions, count);
  }

  /** Whether the reader has told the groups of the rows that are here. */
  boolean isGrouped() {
    return grouped;
  }

  void set(int column, Object array) {
    values[column] = array;
  }

  void set(int column, long[] elements, int[] starts, int[] lengths) {
    values[column] = elements;
    this.starts[column] = starts;
    this.lengths[column] = lengths;
  }

  public int rows() {
    return rows;
  }

  /** Values of a {@code bigint}, timestamp or decimal column; of a list column its elements. */
  public long[] longs(int column) {
    later.readColumn(this, column);
    return (long[]) values[column];
  }

  /** Values of an {@code int} or boolean column, or codes of a text column. */
  public int[] ints(int column) {
    later.readColumn(this, column);
    return (int[]) values[column];
  }

  /** The array of a column, of which only rows that were read are there. */
  Object values(int column) {
    return values[column];
  }

  int[] starts(int column) {
    return starts[column];
  }

  int[] lengths(int column) {
    return lengths[column];
  }

  /** The arrays of all columns, which are others in the next batch. */
  Object[] values() {
    return values;
  }

  int[][] starts() {
    return starts;
  }

  int[][] lengths() {
    return lengths;
  }

  /** Keeps the rows at the given positions, which ascend. */
  void retain(int[] positions, int count, FileScan.Kind[] kinds) {
    read(positions, count);
    longs(SUBJECT);
    later = LaterColumns.NONE;
    for (int column = 0; column < kinds.length; column++) {
      switch (kinds[column]) {
        case LONG -> {
          long[] array = longs(column);
          for (int i = 0; i < count; i++) {
            array[i] = array[positions[i]];
          }
        }
        case INT, TEXT -> retain(ints(column), positions, count);
        case LONGS -> {
          retain(starts[column], positions, count);
          retain(lengths[column], positions, count);
        }
      }
    }
    rows = count;
    grouped = false;
  }

  /** Moves the values at the given positions, which ascend, to the front. */
  static void retain(int[] array, int[] positions, int count) {
    for (int i = 0; i < count; i++) {
      array[i] = array[positions[i]];
    }
  }
}
