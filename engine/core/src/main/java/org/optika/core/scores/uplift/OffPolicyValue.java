package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.Locale;

/**
 * What a policy would have earned a decision, from a log of randomised decisions.
 *
 * @param value estimated mean reward; NaN where the estimator does not define it
 * @param standardError NaN for fewer than two decisions
 * @param interval 95 %, {@code value} plus and minus 1.96 standard errors
 * @param decisions in the log
 * @param effectiveSampleSize (sum of weights)² / sum of squared weights; far below {@code
 *     decisions} where the policy does what the log rarely did
 * @param highestWeight after the cap
 * @param cap as asked for; {@link WeightCap#none} unless the estimate may be biased by it
 * @param cutWeights how many weights of policy and baseline the cap cut
 * @param gain what the policy earns more than the baseline
 */
public record OffPolicyValue(
    OffPolicyEstimator estimator,
    double value,
    double standardError,
    Interval interval,
    long decisions,
    double effectiveSampleSize,
    double highestWeight,
    WeightCap cap,
    long cutWeights,
    Gain gain) {

  /**
   * Difference of the values of policy and baseline.
   *
   * @param baselineValue value of the baseline by the same estimator
   * @param standardError of the difference, paired by decision
   * @param interval 95 % of the difference
   */
  public record Gain(
      double baselineValue, double difference, double standardError, Interval interval) {}

  /**
   * @throws IllegalArgumentException without decisions
   */
  public static OffPolicyValue of(OffPolicyEstimator estimator, OffPolicySums sums) {
    long decisions = sums.decisions();
    require(decisions > 0, "a log without decisions has no value");
    double value = estimator.value(sums.policy(), decisions);
    double standardError = Math.sqrt(Math.max(0, variance(estimator, sums.policy(), decisions)));
    return new OffPolicyValue(
        estimator,
        value,
        standardError,
        Interval.around(value, standardError),
        decisions,
        sums.policy().effectiveSampleSize(),
        sums.policy().highestWeight(),
        sums.cap(),
        Math.addExact(sums.policy().cut(), sums.baseline().cut()),
        gain(estimator, sums, value));
  }

  private static Gain gain(OffPolicyEstimator estimator, OffPolicySums sums, double value) {
    long decisions = sums.decisions();
    double baseline = estimator.value(sums.baseline(), decisions);
    double variance =
        variance(estimator, sums.policy(), decisions)
            + variance(estimator, sums.baseline(), decisions)
            - 2 * estimator.covariance(sums.products(), sums.policy(), sums.baseline(), decisions);
    double standardError = Math.sqrt(Math.max(0, variance));
    return new Gain(
        baseline,
        value - baseline,
        standardError,
        Interval.around(value - baseline, standardError));
  }

  private static double variance(OffPolicyEstimator estimator, PolicySums policy, long decisions) {
    return decisions < 2
        ? Double.NaN
        : estimator.covariance(policy.squares(), policy, policy, decisions);
  }

  /** The value in a sentence, for a report; says so where weights were cut. */
  public String sentence() {
    String bias =
        cutWeights == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; the cap of %s cut %d weights, which biases both",
                cap.highest(),
                cutWeights);
    return String.format(
        Locale.ROOT,
        "Value %.4f [%.4f, %.4f] a decision by %s, %.4f [%.4f, %.4f] more than the baseline%s.",
        value,
        interval.low(),
        interval.high(),
        estimator.id(),
        gain.difference(),
        gain.interval().low(),
        gain.interval().high(),
        bias);
  }
}
