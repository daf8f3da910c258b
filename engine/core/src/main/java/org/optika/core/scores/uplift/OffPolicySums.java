package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * Logged decisions as sums for a policy and a baseline policy that it is compared with, paired by
 * decision. States of parts of the log add up with {@link #plus}, in any order up to rounding.
 */
public record OffPolicySums(
    WeightCap cap, long decisions, PolicySums policy, PolicySums baseline, PolicyProducts products)
    implements Serializable {

  /** No decisions. */
  public static OffPolicySums none(WeightCap cap) {
    return new OffPolicySums(cap, 0, PolicySums.ZERO, PolicySums.ZERO, PolicyProducts.ZERO);
  }

  /**
   * One decision, against another policy such as always the same action.
   *
   * @param target probability of each action under the policy for this person; each in [0, 1],
   *     together 1
   * @param baseline the same of the baseline
   */
  public static OffPolicySums against(
      LoggedDecision decision, double[] target, double[] baseline, WeightCap cap) {
    return of(PolicyTerm.of(decision, target, cap), PolicyTerm.of(decision, baseline, cap), cap);
  }

  /** One decision, against the policy that made the log. */
  public static OffPolicySums againstLogging(
      LoggedDecision decision, double[] target, WeightCap cap) {
    return of(PolicyTerm.of(decision, target, cap), PolicyTerm.ofLogging(decision), cap);
  }

  private static OffPolicySums of(PolicyTerm policy, PolicyTerm baseline, WeightCap cap) {
    return new OffPolicySums(
        cap,
        1,
        PolicySums.of(policy),
        PolicySums.of(baseline),
        PolicyProducts.of(policy, baseline));
  }

  /** The policy that does this action to everybody. */
  public static double[] always(int action, int actions) {
    double[] target = new double[actions];
    target[action] = 1;
    return target;
  }

  /**
   * @throws IllegalArgumentException if the caps differ
   */
  public OffPolicySums plus(OffPolicySums other) {
    require(
        cap.equals(other.cap),
        "sums with caps %s and %s do not add",
        cap.highest(),
        other.cap.highest());
    return new OffPolicySums(
        cap,
        Math.addExact(decisions, other.decisions),
        policy.plus(other.policy),
        baseline.plus(other.baseline),
        products.plus(other.products));
  }
}
