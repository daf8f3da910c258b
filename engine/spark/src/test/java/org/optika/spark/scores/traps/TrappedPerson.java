package org.optika.spark.scores.traps;

import java.util.List;
import org.optika.core.consent.ConsentEvent;

/**
 * A person with everything that is on record of them. All times are microseconds UTC; {@code known}
 * is the later of recorded and received.
 */
record TrappedPerson(
    long subject, Trap trap, List<Said> said, List<Did> did, List<CustomerState> states) {

  /**
   * @param controller to whom it was said
   * @param subject not always the person: another subject of the same device may have spoken
   */
  record Said(String controller, long subject, ConsentEvent event) {}

  /** What a row of activity is. */
  enum Deed {
    TOUCH,
    ORDER,
    REFUND,
    INBOUND
  }

  /**
   * A row of activity.
   *
   * @param controller whose row it is
   * @param ref order of a refund, else 0
   */
  record Did(Deed deed, String controller, long id, long ref, long at, long known, boolean bot) {}

  /**
   * A delivered state of the customer.
   *
   * @param until {@link Long#MAX_VALUE} while the relation lasts
   */
  record CustomerState(long id, long since, long until, long known) {}
}
