package org.optika.core.scores.uplift;

import org.optika.core.WilsonInterval;

/** How sure the difference of the mean outcomes of two arms is. */
final class MeanDifference {
  private MeanDifference() {}

  /** 95 %; unknown where an arm is empty, or has one person and a real outcome. */
  static Interval interval(ArmSums treated, ArmSums control, OutcomeKind outcome) {
    if (treated.people() == 0 || control.people() == 0) {
      return Interval.unknown();
    }
    return outcome == OutcomeKind.BINARY
        ? ofRates(treated, control)
        : Interval.around(treated.mean() - control.mean(), standardError(treated, control));
  }

  /** Of arms whose variances differ; NaN where an arm has fewer than two people. */
  static double standardError(ArmSums treated, ArmSums control) {
    return Math.sqrt(treated.variance() / treated.people() + control.variance() / control.people());
  }

  /**
   * Square-and-add of two Wilson intervals, which keeps its meaning for rates near 0 and 1. Source:
   * R. G. Newcombe, Interval estimation for the difference between independent proportions,
   * Statistics in Medicine 17, 1998, pp. 873-890, method 10.
   */
  private static Interval ofRates(ArmSums treated, ArmSums control) {
    WilsonInterval first = wilson(treated);
    WilsonInterval second = wilson(control);
    double p = treated.mean();
    double q = control.mean();
    return new Interval(
        p - q - Math.hypot(p - first.lower(), second.upper() - q),
        p - q + Math.hypot(first.upper() - p, q - second.lower()));
  }

  private static WilsonInterval wilson(ArmSums arm) {
    return WilsonInterval.of((long) arm.outcome(), arm.people()).orElseThrow();
  }
}
