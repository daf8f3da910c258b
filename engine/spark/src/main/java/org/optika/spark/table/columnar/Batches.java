package org.optika.spark.table.columnar;

/** The rows of some files, batch after batch. */
@FunctionalInterface
interface Batches {
  /**
   * Fills a batch with the next rows; its arrays are overwritten by the next call.
   *
   * @return false when there are no more
   */
  boolean next(ColumnBatch batch);
}
