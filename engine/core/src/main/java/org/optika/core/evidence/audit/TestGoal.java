package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

/**
 * What a test is to find out: whether more than {@code nullRate} of all devices deviate.
 *
 * @param nullRate largest rate that is acceptable, in (0, 1)
 * @param alternative rate that must not be missed, in (nullRate, 1)
 * @param alpha probability, at most, of an alarm when the rate is acceptable, in (0, 1/4)
 * @param power probability, at least, of an alarm at the alternative, in [1/2, 1)
 */
public record TestGoal(double nullRate, double alternative, double alpha, double power) {
  public TestGoal {
    require(0 < nullRate && nullRate < 1, "the rate of H0 must be in (0, 1), got %s", nullRate);
    require(
        nullRate < alternative && alternative < 1,
        "the alternative must be in (%s, 1), above the rate of H0, got %s",
        nullRate,
        alternative);
    require(0 < alpha && alpha < 0.25, "alpha must be in (0, 0.25), got %s", alpha);
    require(0.5 <= power && power < 1, "the power must be in [0.5, 1), got %s", power);
  }
}
