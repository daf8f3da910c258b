package org.optika.spark.table.columnar;

/**
 * Gives the columns of some rows, one after the other; a column of lists as lengths and elements.
 */
interface ColumnSource {
  /** The next column, into {@code to[from, from + count)}. */
  void longs(long[] to, int from, int count);

  /** The next column, into {@code to[from, from + count)}. */
  void ints(int[] to, int from, int count);

  /** The next column as codes, into {@code to[from, from + count)}. */
  void texts(int[] to, int from, int count);
}
