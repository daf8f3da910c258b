package org.optika.spark.gate;

import java.io.Serializable;
import java.util.List;
import org.optika.core.Clocks;
import org.optika.core.gate.GateRule;

/**
 * What a run asks of each row.
 *
 * @param controller whose rows count; empty where the rows name no controller
 * @param rules a row passes when any of them admits it; one for most jobs
 */
public record GateQuestion(String controller, List<GateRule> rules, Clocks clocks)
    implements Serializable {

  public GateQuestion {
    rules = List.copyOf(rules);
  }

  /** For rows of one controller that name none, as of a foreign file. */
  public static GateQuestion ofOneController(List<GateRule> rules, Clocks clocks) {
    return new GateQuestion("", rules, clocks);
  }
}
