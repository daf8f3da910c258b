package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

/**
 * One randomised decision of the past.
 *
 * @param action what was done, an index of the actions; nothing is an action too
 * @param propensity the probability with which it was done, in (0, 1]; known, not estimated
 * @param reward what came of it; finite
 * @param predictedRewards for each action what a model predicts, made without this decision; finite
 *     and of any quality. All 0 where there is no model
 */
public record LoggedDecision(
    int action, double propensity, double reward, double[] predictedRewards) {
  public LoggedDecision {
    require(
        propensity > 0 && propensity <= 1,
        "the propensity of a logged action must be in (0, 1], got %s",
        propensity);
    require(Double.isFinite(reward), "a reward must be finite, got %s", reward);
    require(
        action >= 0 && action < predictedRewards.length,
        "an action must be in [0, %s), got %s",
        predictedRewards.length,
        action);
    predictedRewards = predictedRewards.clone();
    for (double predicted : predictedRewards) {
      require(Double.isFinite(predicted), "a predicted reward must be finite, got %s", predicted);
    }
  }

  @Override
  public double[] predictedRewards() {
    return predictedRewards.clone();
  }

  int actions() {
    return predictedRewards.length;
  }

  double predictedReward(int action) {
    return predictedRewards[action];
  }
}
