package org.optika.spark.table.columnar;

import java.io.Serializable;

/** Drops rows before anything is done with them. */
@FunctionalInterface
public interface BatchFilter extends Serializable {
  /** Keeps every row. */
  BatchFilter ALL = (batch, texts, positions) -> batch.rows();

  /**
   * @param batch all columns that were asked for
   * @param positions filled with the positions of the rows to keep, ascending; need not be filled
   *     when all are kept
   * @return how many are kept
   */
  int keep(ColumnBatch batch, TextCodes texts, int[] positions);
}
