package org.optika.spark.table.columnar;

import java.util.Arrays;

/** Rows gathered from batches, one growing array a column. */
final class ColumnBuffer {
  private static final int FEWEST = 64;

  private final FileScan.Kind[] kinds;
  private final Object[] values;
  private final int[][] starts;
  private final int[][] lengths;
  private final int[] elements;
  private int rows;

  ColumnBuffer(FileScan.Kind[] kinds, int columns) {
    this(kinds, columns, FEWEST);
  }

  ColumnBuffer(FileScan.Kind[] kinds, int columns, int capacity) {
    this.kinds = Arrays.copyOf(kinds, columns);
    values = new Object[columns];
    starts = new int[columns][];
    lengths = new int[columns][];
    elements = new int[columns];
    for (int column = 0; column < columns; column++) {
      switch (this.kinds[column]) {
        case LONG -> values[column] = new long[capacity];
        case INT, TEXT -> values[column] = new int[capacity];
        case LONGS -> {
          values[column] = new long[capacity];
          starts[column] = new int[capacity];
          lengths[column] = new int[capacity];
        }
      }
    }
  }

  void clear() {
    rows = 0;
    Arrays.fill(elements, 0);
  }

  int rows() {
    return rows;
  }

  long[] longs(int column) {
    return (long[]) values[column];
  }

  int[] ints(int column) {
    return (int[]) values[column];
  }

  Object values(int column) {
    return values[column];
  }

  FileScan.Kind[] kinds() {
    return kinds;
  }

  /** Elements of all lists of a column. */
  int elements(int column) {
    return elements[column];
  }

  int[] starts(int column) {
    return starts[column];
  }

  int[] lengths(int column) {
    return lengths[column];
  }

  /** The arrays of all columns, which are others once the buffer has grown. */
  Object[] values() {
    return values;
  }

  int[][] starts() {
    return starts;
  }

  int[][] lengths() {
    return lengths;
  }

  /**
   * Adds the rows [from, to) of a batch.
   *
   * @param subject of all of them; column 0
   */
  void append(ColumnBatch batch, long subject, int from, int to) {
    batch.read(from, to);
    int count = to - from;
    Arrays.fill(roomForLongs(0, count), rows, rows + count, subject);
    for (int column = 1; column < kinds.length; column++) {
      switch (kinds[column]) {
        case LONG ->
            System.arraycopy(batch.values(column), from, roomForLongs(column, count), rows, count);
        case INT, TEXT ->
            System.arraycopy(batch.values(column), from, roomForInts(column, count), rows, count);
        case LONGS -> {
          for (int row = from; row < to; row++) {
            appendList(
                column,
                rows + row - from,
                (long[]) batch.values(column),
                batch.starts(column)[row],
                batch.lengths(column)[row]);
          }
        }
      }
    }
    rows += count;
  }

  /** Adds the rows of a view without lists. */
  void append(SubjectRows view) {
    int count = view.end() - view.first();
    for (int column = 0; column < kinds.length; column++) {
      if (kinds[column] == FileScan.Kind.LONG) {
        System.arraycopy(
            view.longs(column), view.first(), roomForLongs(column, count), rows, count);
      } else {
        System.arraycopy(view.ints(column), view.first(), roomForInts(column, count), rows, count);
      }
    }
    rows += count;
  }

  /** Adds the rows of a batch at {@code positions[from, to)}, which were read. */
  void append(ColumnBatch batch, int[] positions, int from, int to) {
    for (int column = 0; column < kinds.length; column++) {
      gather(
          column,
          batch.values(column),
          batch.starts(column),
          batch.lengths(column),
          positions,
          from,
          to);
    }
    rows += to - from;
  }

  /** Adds the rows of another buffer at {@code positions[from, to)}. */
  void append(ColumnBuffer other, int[] positions, int from, int to) {
    for (int column = 0; column < kinds.length; column++) {
      gather(
          column,
          other.values[column],
          other.starts[column],
          other.lengths[column],
          positions,
          from,
          to);
    }
    rows += to - from;
  }

  private void gather(
      int column,
      Object source,
      int[] sourceStarts,
      int[] sourceLengths,
      int[] positions,
      int from,
      int to) {
    int count = to - from;
    switch (kinds[column]) {
      case LONG -> {
        long[] longs = (long[]) source;
        long[] target = roomForLongs(column, count);
        for (int i = 0; i < count; i++) {
          target[rows + i] = longs[positions[from + i]];
        }
      }
      case INT, TEXT -> {
        int[] ints = (int[]) source;
        int[] target = roomForInts(column, count);
        for (int i = 0; i < count; i++) {
          target[rows + i] = ints[positions[from + i]];
        }
      }
      case LONGS -> {
        for (int i = 0; i < count; i++) {
          int row = positions[from + i];
          appendList(column, rows + i, (long[]) source, sourceStarts[row], sourceLengths[row]);
        }
      }
    }
  }

  private long[] roomForLongs(int column, int count) {
    long[] array = longs(column);
    if (rows + count > array.length) {
      array = Arrays.copyOf(array, capacity(rows + count, array.length));
      values[column] = array;
    }
    return array;
  }

  private int[] roomForInts(int column, int count) {
    int[] array = ints(column);
    if (rows + count > array.length) {
      array = Arrays.copyOf(array, capacity(rows + count, array.length));
      values[column] = array;
    }
    return array;
  }

  private void appendList(int column, int row, long[] from, int start, int length) {
    if (row >= starts[column].length) {
      growLists(column, row + 1);
    }
    System.arraycopy(from, start, roomForElements(column, length), elements[column], length);
    starts[column][row] = elements[column];
    lengths[column][row] = length;
    elements[column] += length;
  }

  private void growLists(int column, int needed) {
    int capacity = capacity(needed, starts[column].length);
    starts[column] = Arrays.copyOf(starts[column], capacity);
    lengths[column] = Arrays.copyOf(lengths[column], capacity);
  }

  private long[] roomForElements(int column, int count) {
    long[] array = longs(column);
    if (elements[column] + count > array.length) {
      array = Arrays.copyOf(array, capacity(elements[column] + count, array.length));
      values[column] = array;
    }
    return array;
  }

  private static int capacity(int needed, int present) {
    return Math.max(needed, present + (present >> 1));
  }

  /** Drops the rows of subjects that a filter does not hold; column 0 is the subject. */
  void retain(SubjectFilter wanted) {
    long[] subjects = longs(0);
    int[] positions = new int[rows];
    int kept = 0;
    for (int row = 0; row < rows; row++) {
      positions[kept] = row;
      kept += wanted.mayHold(subjects[row]);
    }
    if (kept == rows) {
      return;
    }
    for (int column = 0; column < kinds.length; column++) {
      switch (kinds[column]) {
        case LONG -> {
          long[] longs = longs(column);
          for (int i = 0; i < kept; i++) {
            longs[i] = longs[positions[i]];
          }
        }
        case INT, TEXT -> ColumnBatch.retain(ints(column), positions, kept);
        case LONGS -> {
          // The elements stay where they are; those of the others are no longer told of.
          ColumnBatch.retain(starts[column], positions, kept);
          ColumnBatch.retain(lengths[column], positions, kept);
        }
      }
    }
    rows = kept;
  }

  /**
   * Takes in as many rows as a source has that gives column after column.
   *
   * @param count of the rows
   * @param columnsOf called once a column
   */
  void append(int count, ColumnSource columnsOf) {
    for (int column = 0; column < kinds.length; column++) {
      switch (kinds[column]) {
        case LONG -> columnsOf.longs(roomForLongs(column, count), rows, count);
        case INT -> columnsOf.ints(roomForInts(column, count), rows, count);
        case TEXT -> columnsOf.texts(roomForInts(column, count), rows, count);
        case LONGS -> {
          if (rows + count > starts[column].length) {
            growLists(column, rows + count);
          }
          columnsOf.ints(lengths[column], rows, count);
          int end = elements[column];
          for (int row = rows; row < rows + count; row++) {
            starts[column][row] = end;
            end += lengths[column][row];
          }
          int more = end - elements[column];
          columnsOf.longs(roomForElements(column, more), elements[column], more);
          elements[column] = end;
        }
      }
    }
    rows += count;
  }

  /**
   * Sorts the rows by a column of bigints; equal ones keep their order. No column may hold lists.
   */
  void sortBy(int column, RowOrder order) {
    int[] positions = order.of(longs(column), 0, rows);
    int[] target = new int[rows];
    for (int i = 0; i < rows; i++) {
      target[positions[i]] = i;
    }
    move(target);
  }

  /** Moves each row to its target; the targets are all places from 0 on, each once. */
  void move(int[] target) {
    for (int column = 0; column < kinds.length; column++) {
      switch (kinds[column]) {
        case LONG -> {
          long[] old = longs(column);
          long[] moved = new long[rows];
          for (int row = 0; row < rows; row++) {
            moved[target[row]] = old[row];
          }
          values[column] = moved;
        }
        case INT, TEXT -> values[column] = moved(ints(column), target);
        case LONGS -> moveLists(column, target);
      }
    }
  }

  /** The elements move as well: whoever reads row after row reads them in one go. */
  private void moveLists(int column, int[] target) {
    int[] newLengths = moved(lengths[column], target);
    int[] newStarts = new int[rows];
    for (int row = 1; row < rows; row++) {
      newStarts[row] = newStarts[row - 1] + newLengths[row - 1];
    }
    long[] old = longs(column);
    long[] moved = new long[rows == 0 ? 0 : newStarts[rows - 1] + newLengths[rows - 1]];
    for (int row = 0; row < rows; row++) {
      int from = starts[column][row];
      int to = newStarts[target[row]];
      for (int i = 0; i < lengths[column][row]; i++) {
        moved[to + i] = old[from + i];
      }
    }
    values[column] = moved;
    elements[column] = moved.length;
    starts[column] = newStarts;
    lengths[column] = newLengths;
  }

  private int[] moved(int[] old, int[] target) {
    int[] moved = new int[rows];
    for (int row = 0; row < rows; row++) {
      moved[target[row]] = old[row];
    }
    return moved;
  }
}
