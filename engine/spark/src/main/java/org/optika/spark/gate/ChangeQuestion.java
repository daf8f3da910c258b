package org.optika.spark.gate;

import java.io.Serializable;
import org.optika.core.Clocks;

/**
 * What is asked of changed subjects.
 *
 * @param after the question of this run
 * @param before clocks of the earlier run, neither of them later than those of this one
 */
record ChangeQuestion(GateQuestion after, Clocks before, ChangeReach reach)
    implements Serializable {

  /** The question of the earlier run, for which the same vendors were closed. */
  GateQuestion earlier() {
    return new GateQuestion(
        after.controller(), after.rules(), before, after.wanted(), after.vendors());
  }
}
