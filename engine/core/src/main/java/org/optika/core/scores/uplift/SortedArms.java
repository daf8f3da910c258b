package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

/** Both arms as columns over the same bins, best score first. */
record SortedArms(OutcomeKind outcome, ArmColumns treated, ArmColumns control) {
  static SortedArms of(UpliftCounts counts) {
    counts.requireBothArms();
    return new SortedArms(
        counts.outcome(),
        ArmColumns.of(counts.bins(), UpliftBin::treated),
        ArmColumns.of(counts.bins(), UpliftBin::control));
  }

  int bins() {
    return treated.bins();
  }

  double people() {
    return treated.total().people() + control.total().people();
  }

  /**
   * Difference of the mean outcomes among the best {@code share} of all people, cut off to whole
   * people. A bin that only part of them fit into gives that part of both arms. NaN where an arm
   * has nobody there.
   */
  double upliftAtTop(double share) {
    requireShare(share);
    double left = Math.floor(people() * share);
    double treatedCount = 0;
    double controlCount = 0;
    for (int bin = 0; bin < bins() && left > 0; bin++) {
      double here = treated.people()[bin] + control.people()[bin];
      double part = here == 0 ? 0 : Math.min(1, left / here);
      treatedCount += part * treated.people()[bin];
      controlCount += part * control.people()[bin];
      left -= here;
    }
    return treated.meanOfFirst(treatedCount) - control.meanOfFirst(controlCount);
  }

  /** Like {@link #upliftAtTop}, of the best {@code share} of each arm. */
  double upliftAtTopOfEachArm(double share) {
    requireShare(share);
    return treated.meanOfFirst(Math.floor(treated.total().people() * share))
        - control.meanOfFirst(Math.floor(control.total().people() * share));
  }

  static void requireShare(double share) {
    require(share > 0 && share < 1, "share must be in (0, 1), got %s", share);
  }
}
