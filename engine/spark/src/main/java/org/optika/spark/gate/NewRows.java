package org.optika.spark.gate;

import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.ColumnBatch;
import org.optika.spark.table.columnar.TextCodes;

/**
 * Rows of one controller that became known after one instant, and up to another.
 *
 * @param recordedColumn position of the recorded time; behind it the ingested time and the
 *     controller
 */
record NewRows(String controller, int recordedColumn, long afterMicros, long upToMicros)
    implements BatchFilter {

  @Override
  public int keep(ColumnBatch batch, TextCodes texts, int[] positions) {
    int wanted = texts.code(controller);
    long[] recorded = batch.longs(recordedColumn);
    long[] ingested = batch.longs(recordedColumn + 1);
    int[] controllers = batch.ints(recordedColumn + 2);
    int kept = 0;
    for (int row = 0; row < batch.rows(); row++) {
      long known = Math.max(recorded[row], ingested[row]);
      if (controllers[row] == wanted && known > afterMicros && known <= upToMicros) {
        positions[kept++] = row;
      }
    }
    return kept;
  }
}
