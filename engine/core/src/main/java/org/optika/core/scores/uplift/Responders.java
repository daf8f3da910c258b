package org.optika.core.scores.uplift;

/**
 * People of a binary outcome in the four groups that hindsight tells apart, and the orders of them
 * that the published metrics call perfect.
 */
record Responders(long treatedYes, long treatedNo, long controlYes, long controlNo) {
  static Responders of(SortedArms arms) {
    ArmSums treated = arms.treated().total();
    ArmSums control = arms.control().total();
    long treatedYes = (long) treated.outcome();
    long controlYes = (long) control.outcome();
    return new Responders(
        treatedYes, treated.people() - treatedYes, controlYes, control.people() - controlYes);
  }

  /** Treated responders, then all who did not respond as one tie, then responders in control. */
  SortedArms respondersFirst() {
    ArmColumns treated = ArmColumns.empty(3);
    ArmColumns control = ArmColumns.empty(3);
    yes(treated, 0, treatedYes);
    no(treated, 1, treatedNo);
    no(control, 1, controlNo);
    yes(control, 2, controlYes);
    return new SortedArms(OutcomeKind.BINARY, treated, control);
  }

  /**
   * Treated responders, then control that did not respond, then of the two groups that spoil the
   * gain the responders in control where they outnumber the treated that did not respond, else
   * these; the other group last.
   */
  SortedArms nonRespondersBySize() {
    ArmColumns treated = ArmColumns.empty(4);
    ArmColumns control = ArmColumns.empty(4);
    int controlYesAt = controlYes > treatedNo ? 2 : 3;
    yes(treated, 0, treatedYes);
    no(control, 1, controlNo);
    yes(control, controlYesAt, controlYes);
    no(treated, 5 - controlYesAt, treatedNo);
    return new SortedArms(OutcomeKind.BINARY, treated, control);
  }

  private static void yes(ArmColumns arm, int bin, long people) {
    arm.set(bin, people, people, people);
  }

  private static void no(ArmColumns arm, int bin, long people) {
    arm.set(bin, people, 0, 0);
  }
}
