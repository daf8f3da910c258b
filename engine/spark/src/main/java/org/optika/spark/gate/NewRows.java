package org.optika.spark.gate;

import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.ColumnBatch;
import org.optika.spark.table.columnar.TextCodes;

/**
 * Rows of one controller that became known between two instants.
 *
 * @param recordedColumn position of the recorded time; behind it the ingested time and the
 *     controller
 * @param added the rows come from files that were added since the earlier run. A row there that was
 *     known to that run, by its times, was not there when it looked: what that run saw can then not
 *     be told from the times of rows.
 */
record NewRows(
    String controller, int recordedColumn, long knownAtBefore, long knownAtAfter, boolean added)
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
      if (controllers[row] != wanted) {
        continue;
      }
      if (added && known <= knownAtBefore) {
        throw new NotIncrementalException(
            "rows were added since the last run whose times say that they were known to it");
      }
      if (known > knownAtBefore && known <= knownAtAfter) {
        positions[kept++] = row;
      }
    }
    return kept;
  }
}
