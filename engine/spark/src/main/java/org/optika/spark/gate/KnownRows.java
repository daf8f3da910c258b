package org.optika.spark.gate;

import org.optika.spark.table.columnar.BatchFilter;
import org.optika.spark.table.columnar.ColumnBatch;
import org.optika.spark.table.columnar.TextCodes;

/**
 * Rows of one controller that the organisation could know at an instant.
 *
 * @param controllerColumn position of the column with its name
 * @param recordedColumn position of the recorded time, the ingested time behind it; -1 where rows
 *     have none
 */
record KnownRows(String controller, int controllerColumn, int recordedColumn, long knownAtMicros)
    implements BatchFilter {
  private static final int NO_TIMES = -1;

  static KnownRows of(GateQuestion question, int controllerColumn) {
    return new KnownRows(
        question.controller(),
        controllerColumn,
        controllerColumn + 1,
        question.clocks().knownAtMicros());
  }

  static KnownRows withoutTimes(GateQuestion question, int controllerColumn) {
    return new KnownRows(question.controller(), controllerColumn, NO_TIMES, 0);
  }

  @Override
  public int keep(ColumnBatch batch, TextCodes texts, int[] positions) {
    int wanted = texts.code(controller);
    int[] controllers = batch.ints(controllerColumn);
    int kept = 0;
    if (recordedColumn == NO_TIMES) {
      for (int row = 0; row < batch.rows(); row++) {
        if (controllers[row] == wanted) {
          positions[kept++] = row;
        }
      }
      return kept;
    }
    long[] recorded = batch.longs(recordedColumn);
    long[] ingested = batch.longs(recordedColumn + 1);
    for (int row = 0; row < batch.rows(); row++) {
      if (controllers[row] == wanted
          && recorded[row] <= knownAtMicros
          && ingested[row] <= knownAtMicros) {
        positions[kept++] = row;
      }
    }
    return kept;
  }
}
