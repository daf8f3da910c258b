package org.optika.spark.table.columnar;

/**
 * Columns of a batch that are read where somebody looks at their rows, and passed over elsewhere.
 */
interface LaterColumns {
  /** There is nothing to be read later. */
  LaterColumns NONE =
      new LaterColumns() {
        @Override
        public void read(ColumnBatch batch, int from, int to) {}

        @Override
        public void read(ColumnBatch batch, int[] positions, int count) {}

        @Override
        public void readColumn(ColumnBatch batch, int column) {}
      };

  /**
   * Reads the rows [from, to) of all columns; rows before them that were not read never are.
   *
   * @param from not less than in an earlier call for the same batch
   */
  void read(ColumnBatch batch, int from, int to);

  /**
   * Reads some rows of all columns that were not read as a whole.
   *
   * @param positions ascending
   * @param count how many of the positions are meant
   */
  void read(ColumnBatch batch, int[] positions, int count);

  /** Reads all rows of one column that was not begun. */
  void readColumn(ColumnBatch batch, int column);
}
