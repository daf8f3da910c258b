package org.optika.spark.gate;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;
import org.optika.core.Clocks;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.VendorClosings;

/**
 * What a run asks of each row.
 *
 * @param controller whose rows count; empty where the rows name no controller
 * @param rules a row passes when any of them admits it; one for most jobs
 * @param wanted what the reader needs to see
 * @param vendors which vendors are closed for the purposes of the rules; where none is, vendors are
 *     not read
 */
public record GateQuestion(
    String controller, List<GateRule> rules, Clocks clocks, Wanted wanted, VendorClosings vendors)
    implements Serializable {

  /** Which subjects a reader needs to see, and whether it needs counts of their rows. */
  public enum Wanted {
    /** All that have activity, with counts of what is admitted and refused. */
    ALL_COUNTED,
    /** All that have activity. */
    ALL,
    /** Those of whom something may be permitted. */
    PERMITTED,
    /** Those with a permitted conversion. */
    CONVERTING
  }

  public GateQuestion {
    rules = List.copyOf(rules);
    require(vendors.isEmpty() || rules.size() == 1, "vendors are closed for the rows of one rule");
  }

  /** Where no vendor is closed. */
  public GateQuestion(String controller, List<GateRule> rules, Clocks clocks, Wanted wanted) {
    this(controller, rules, clocks, wanted, VendorClosings.NONE);
  }

  /** For rows of one controller that name none, as of a foreign file. */
  public static GateQuestion ofOneController(List<GateRule> rules, Clocks clocks) {
    return new GateQuestion("", rules, clocks, Wanted.ALL_COUNTED);
  }

  /** Whether what is admitted and refused is counted on the way. */
  boolean counted() {
    return wanted == Wanted.ALL_COUNTED;
  }

  /** The same for readers that need not see refused touches of people who permit nothing. */
  public GateQuestion onlyPermitted() {
    return new GateQuestion(controller, rules, clocks, Wanted.PERMITTED, vendors);
  }

  /**
   * The same for readers that want nothing but what led to conversions: subjects without a
   * permitted one are passed over before their touchpoints are looked at.
   */
  public GateQuestion onlyConverting() {
    return new GateQuestion(controller, rules, clocks, Wanted.CONVERTING, vendors);
  }
}
