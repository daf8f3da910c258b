package org.optika.spark.table.columnar;

/**
 * What the batches of some files are read into.
 *
 * @param texts codes of text columns
 * @param groups filled with the groups of the first column in each batch; or null
 * @param rows of a batch, at most; Spark's own reader has its own size
 */
record BatchTarget(TextCodes texts, SubjectGroups groups, int rows) {
  /** Rows of a batch of one run: enough that a batch costs nothing beside its rows. */
  private static final int MOST_ROWS = 4096;

  private static final int FEWEST_ROWS = 256;

  /** For rows in no order. */
  static BatchTarget of(TextCodes texts) {
    return new BatchTarget(texts, null, MOST_ROWS);
  }

  /**
   * For one of several runs that are merged.
   *
   * @param runs how many; each step of the merge looks into all of them, so that their batches have
   *     to fit into the processor's cache together
   */
  static BatchTarget ofRuns(TextCodes texts, int runs) {
    return new BatchTarget(
        texts, new SubjectGroups(), Math.max(FEWEST_ROWS, MOST_ROWS / Math.max(1, runs)));
  }
}
