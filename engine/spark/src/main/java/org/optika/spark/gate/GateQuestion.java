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
 * @param convertingOnly pass over subjects without a permitted conversion, and count nothing
 */
public record GateQuestion(
    String controller, List<GateRule> rules, Clocks clocks, boolean convertingOnly)
    implements Serializable {

  public GateQuestion {
    rules = List.copyOf(rules);
  }

  /** All activity of a controller in the lake. */
  static GateQuestion of(String controller, List<GateRule> rules, Clocks clocks) {
    return new GateQuestion(controller, rules, clocks, false);
  }

  /** For rows of one controller that name none, as of a foreign file. */
  public static GateQuestion ofOneController(List<GateRule> rules, Clocks clocks) {
    return of("", rules, clocks);
  }

  /**
   * The same for readers that want nothing but what led to conversions: subjects without a
   * permitted one are passed over before their touchpoints are looked at, so nothing is counted.
   */
  public GateQuestion onlyConverting() {
    return new GateQuestion(controller, rules, clocks, true);
  }
}
