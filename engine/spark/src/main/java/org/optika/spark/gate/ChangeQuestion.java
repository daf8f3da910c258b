package org.optika.spark.gate;

import java.io.Serializable;
import java.util.Arrays;
import org.optika.core.Clocks;

/**
 * What is asked of changed subjects.
 *
 * @param after the question of this run
 * @param before clocks of the earlier run, neither of them later than those of this one
 * @param newFiles ids of the raw files whose rows were added after the earlier run, ascending. It
 *     did not see them, whatever their times say of when they were known.
 */
record ChangeQuestion(GateQuestion after, Clocks before, ChangeReach reach, long[] newFiles)
    implements Serializable {

  /** The question of the earlier run, for which the same vendors were closed. */
  GateQuestion earlier() {
    return new GateQuestion(
        after.controller(), after.rules(), before, after.wanted(), after.vendors());
  }

  boolean isNew(long file) {
    return newFiles.length > 0 && Arrays.binarySearch(newFiles, file) >= 0;
  }
}
