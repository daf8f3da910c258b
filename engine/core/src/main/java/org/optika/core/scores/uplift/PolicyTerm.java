package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

/**
 * What one logged decision says of a policy.
 *
 * @param weight probability of the logged action under the policy over its propensity, after the
 *     cap
 * @param reward of the logged decision
 * @param doublyRobust what the model predicts for the policy, plus weight times what it missed
 * @param cut 1 where the cap was reached, else 0
 */
record PolicyTerm(double weight, double reward, double doublyRobust, int cut) {
  private static final double ROUNDING = 1e-6;

  /**
   * @param target probability of each action under the policy; each in [0, 1], together 1
   */
  static PolicyTerm of(LoggedDecision decision, double[] target, WeightCap cap) {
    require(
        target.length == decision.actions(),
        "a policy must have a probability for each of the %s actions, got %s",
        decision.actions(),
        target.length);
    double sum = 0;
    double predicted = 0;
    for (int action = 0; action < target.length; action++) {
      require(
          target[action] >= 0 && target[action] <= 1,
          "a policy's probability must be in [0, 1], got %s",
          target[action]);
      sum += target[action];
      predicted += target[action] * decision.predictedReward(action);
    }
    require(Math.abs(sum - 1) <= ROUNDING, "a policy must add up to 1, got %s", sum);
    double full = target[decision.action()] / decision.propensity();
    double weight = Math.min(full, cap.highest());
    double missed = decision.reward() - decision.predictedReward(decision.action());
    return new PolicyTerm(
        weight, decision.reward(), predicted + weight * missed, full > weight ? 1 : 0);
  }

  /** The policy that was logged: its rewards as they were. */
  static PolicyTerm ofLogging(LoggedDecision decision) {
    return new PolicyTerm(1, decision.reward(), decision.reward(), 0);
  }
}
