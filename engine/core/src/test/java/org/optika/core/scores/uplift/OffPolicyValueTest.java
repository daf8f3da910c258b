package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class OffPolicyValueTest {
  private static final double[] NO_MODEL = {0, 0};
  private static final double[] NOBODY = OffPolicySums.always(0, 2);
  private static final double[] ALL = OffPolicySums.always(1, 2);

  /** Treats; logged propensities 0.5, 0.25, 0.5, 0.8, of which the policy agrees with two. */
  private static OffPolicySums fourDecisions(double[] predicted, WeightCap cap) {
    return OffPolicySums.none(cap)
        .plus(treatAgainstNobody(new LoggedDecision(1, 0.5, 3, predicted), cap))
        .plus(treatAgainstNobody(new LoggedDecision(1, 0.25, 1, predicted), cap))
        .plus(treatAgainstNobody(new LoggedDecision(0, 0.5, 2, predicted), cap))
        .plus(treatAgainstNobody(new LoggedDecision(0, 0.8, 4, predicted), cap));
  }

  private static OffPolicySums treatAgainstNobody(LoggedDecision decision, WeightCap cap) {
    return OffPolicySums.against(decision, ALL, NOBODY, cap);
  }

  @Test
  void inverse_propensity_by_hand() {
    // Terms 6, 4, 0, 0: mean 2.5, variance (52 - 25) / 3 = 9. Baseline 0, 0, 4, 5.
    OffPolicyValue value =
        OffPolicyValue.of(
            OffPolicyEstimator.INVERSE_PROPENSITY, fourDecisions(NO_MODEL, WeightCap.none()));

    assertThat(value.value()).isCloseTo(2.5, within(1e-12));
    assertThat(value.standardError()).isCloseTo(1.5, within(1e-12));
    assertThat(value.interval().low()).isCloseTo(2.5 - 1.5 * 1.959964, within(1e-6));
    assertThat(value.decisions()).isEqualTo(4);
    assertThat(value.highestWeight()).isEqualTo(4);
    assertThat(value.effectiveSampleSize()).isCloseTo(36.0 / 20, within(1e-12));
    assertThat(value.gain().baselineValue()).isCloseTo(2.25, within(1e-12));
    // Differences 6, 4, -4, -5: mean 0.25, variance (93 - 0.25) / 3.
    assertThat(value.gain().difference()).isCloseTo(0.25, within(1e-12));
    assertThat(value.gain().standardError()).isCloseTo(Math.sqrt(92.75 / 3 / 4), within(1e-12));
  }

  @Test
  void self_normalised_by_hand() {
    // 10 / 6 for the policy, 9 / 3.25 for the baseline; influences w (r - v) / sum of w.
    OffPolicyValue value =
        OffPolicyValue.of(
            OffPolicyEstimator.SELF_NORMALISED, fourDecisions(NO_MODEL, WeightCap.none()));

    double policy = 10.0 / 6;
    double baseline = 9 / 3.25;
    double[] influence = {2 * (3 - policy) / 6, 4 * (1 - policy) / 6};
    double[] others = {2 * (2 - baseline) / 3.25, 1.25 * (4 - baseline) / 3.25};
    double policySquares = influence[0] * influence[0] + influence[1] * influence[1];
    double baselineSquares = others[0] * others[0] + others[1] * others[1];
    assertThat(value.value()).isCloseTo(policy, within(1e-12));
    assertThat(value.standardError()).isCloseTo(Math.sqrt(policySquares * 4 / 3), within(1e-12));
    assertThat(value.gain().difference()).isCloseTo(policy - baseline, within(1e-12));
    assertThat(value.gain().standardError())
        .isCloseTo(Math.sqrt((policySquares + baselineSquares) * 4 / 3), within(1e-12));
  }

  @Test
  void doubly_robust_by_hand() {
    // Predicted 2 with and 1 without: 2 + 2 · 1, 2 - 4 · 1, 2, 2: mean 1.5, variance 19 / 3.
    OffPolicyValue value =
        OffPolicyValue.of(
            OffPolicyEstimator.DOUBLY_ROBUST, fourDecisions(new double[] {1, 2}, WeightCap.none()));

    assertThat(value.value()).isCloseTo(1.5, within(1e-12));
    assertThat(value.standardError()).isCloseTo(Math.sqrt(19.0 / 3 / 4), within(1e-12));
    // Baseline 1, 1, 1 + 2 · 1, 1 + 1.25 · 3.
    assertThat(value.gain().baselineValue()).isCloseTo(9.75 / 4, within(1e-12));
  }

  @Test
  void against_the_log_rewards_count_as_they_were() {
    OffPolicySums sums =
        OffPolicySums.againstLogging(new LoggedDecision(1, 0.5, 3, NO_MODEL), ALL, WeightCap.none())
            .plus(
                OffPolicySums.againstLogging(
                    new LoggedDecision(0, 0.5, 1, NO_MODEL), ALL, WeightCap.none()));

    OffPolicyValue.Gain gain =
        OffPolicyValue.of(OffPolicyEstimator.INVERSE_PROPENSITY, sums).gain();

    // 6, 0 less 3, 1.
    assertThat(gain.baselineValue()).isEqualTo(2);
    assertThat(gain.difference()).isEqualTo(1);
    assertThat(gain.standardError()).isCloseTo(2, within(1e-12));
  }

  @Test
  void a_self_normalised_gain_is_paired_by_decision() {
    OffPolicySums sums = OffPolicySums.none(WeightCap.none());
    for (LoggedDecision decision :
        List.of(
            new LoggedDecision(1, 0.5, 3, NO_MODEL),
            new LoggedDecision(1, 0.25, 1, NO_MODEL),
            new LoggedDecision(0, 0.5, 2, NO_MODEL))) {
      sums = sums.plus(OffPolicySums.againstLogging(decision, ALL, WeightCap.none()));
    }

    OffPolicyValue.Gain gain = OffPolicyValue.of(OffPolicyEstimator.SELF_NORMALISED, sums).gain();

    // 10 / 6 against 2; influences 4/9 - 1/3, -4/9 + 1/3 and 0.
    assertThat(gain.difference()).isCloseTo(-1.0 / 3, within(1e-12));
    assertThat(gain.standardError()).isCloseTo(Math.sqrt(1.0 / 27), within(1e-12));
  }

  @Test
  void a_policy_gains_nothing_over_itself() {
    OffPolicySums sums = OffPolicySums.none(WeightCap.none());
    for (int i = 0; i < 5; i++) {
      LoggedDecision decision = new LoggedDecision(i % 2, 0.5, i, NO_MODEL);
      sums = sums.plus(OffPolicySums.against(decision, ALL, ALL, WeightCap.none()));
    }

    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      OffPolicyValue.Gain gain = OffPolicyValue.of(estimator, sums).gain();
      assertThat(gain.difference()).isZero();
      assertThat(gain.standardError()).isCloseTo(0, within(1e-7));
    }
  }

  @Test
  void a_cap_cuts_weights_and_says_so() {
    OffPolicyValue value =
        OffPolicyValue.of(
            OffPolicyEstimator.INVERSE_PROPENSITY, fourDecisions(NO_MODEL, new WeightCap(3)));

    // Terms 6, 3, 0, 0.
    assertThat(value.value()).isCloseTo(2.25, within(1e-12));
    assertThat(value.cutWeights()).isEqualTo(1);
    assertThat(value.highestWeight()).isEqualTo(3);
    assertThat(value.sentence())
        .startsWith("Value 2.2500 [")
        .endsWith(" more than the baseline; the cap of 3.0 cut 1 weights, which biases both.");
  }

  @Test
  void nothing_is_cut_unless_asked() {
    OffPolicyValue value =
        OffPolicyValue.of(
            OffPolicyEstimator.INVERSE_PROPENSITY, fourDecisions(NO_MODEL, WeightCap.none()));

    assertThat(value.cutWeights()).isZero();
    assertThat(value.cap()).isEqualTo(WeightCap.none());
    assertThat(value.sentence()).endsWith(" more than the baseline.");
  }

  @Test
  void one_decision_has_a_value_and_no_error() {
    OffPolicySums one =
        treatAgainstNobody(new LoggedDecision(1, 0.3, 0.7, NO_MODEL), WeightCap.none());

    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      assertThat(OffPolicyValue.of(estimator, one).standardError()).isNaN();
    }
    assertThat(OffPolicyValue.of(OffPolicyEstimator.SELF_NORMALISED, one).value())
        .isCloseTo(0.7, within(1e-12));
  }

  /** All outcomes of one decision in a world of two contexts, three actions and two rewards. */
  private record Possible(double probability, LoggedDecision decision, double[] target) {}

  private static final double[][] PROPENSITY = {{0.2, 0.5, 0.3}, {0.6, 0.1, 0.3}};
  private static final double[][] SUCCESS = {{0.1, 0.4, 0.9}, {0.5, 0.2, 0.3}};
  private static final double[][] TARGET = {{0, 0.3, 0.7}, {0.25, 0.5, 0.25}};
  private static final double[][] WRONG_MODEL = {{3, -1, 0.2}, {0, 7, -2}};
  private static final double[] CONTEXT = {0.35, 0.65};

  private static List<Possible> world() {
    List<Possible> world = new ArrayList<>();
    for (int context = 0; context < 2; context++) {
      for (int action = 0; action < 3; action++) {
        double chosen = CONTEXT[context] * PROPENSITY[context][action];
        for (int reward = 0; reward <= 1; reward++) {
          double success = SUCCESS[context][action];
          world.add(
              new Possible(
                  chosen * (reward == 1 ? success : 1 - success),
                  new LoggedDecision(
                      action, PROPENSITY[context][action], reward, WRONG_MODEL[context]),
                  TARGET[context]));
        }
      }
    }
    return world;
  }

  private static double trueValue(double[][] policy) {
    double value = 0;
    for (int context = 0; context < 2; context++) {
      for (int action = 0; action < 3; action++) {
        value += CONTEXT[context] * policy[context][action] * SUCCESS[context][action];
      }
    }
    return value;
  }

  private static OffPolicySums ofPossible(Possible possible) {
    return OffPolicySums.against(
        possible.decision(), possible.target(), OffPolicySums.always(1, 3), WeightCap.none());
  }

  @ParameterizedTest
  @EnumSource(value = OffPolicyEstimator.class, mode = Mode.EXCLUDE, names = "SELF_NORMALISED")
  void estimates_are_unbiased_whatever_the_model(OffPolicyEstimator estimator) {
    double value = 0;
    double gain = 0;

    for (Possible possible : world()) {
      OffPolicyValue found = OffPolicyValue.of(estimator, ofPossible(possible));
      value += possible.probability() * found.value();
      gain += possible.probability() * found.gain().difference();
    }

    assertThat(value).isCloseTo(trueValue(TARGET), within(1e-12));
    double[][] always = {{0, 1, 0}, {0, 1, 0}};
    assertThat(gain).isCloseTo(trueValue(TARGET) - trueValue(always), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(value = OffPolicyEstimator.class, mode = Mode.EXCLUDE, names = "SELF_NORMALISED")
  void squared_standard_errors_are_unbiased(OffPolicyEstimator estimator) {
    double expected = 0;
    double expectedOfGain = 0;
    double variance = 0;
    double varianceOfGain = 0;
    double[][] always = {{0, 1, 0}, {0, 1, 0}};
    double truth = trueValue(TARGET);
    double trueGain = truth - trueValue(always);

    for (Possible first : world()) {
      for (Possible second : world()) {
        double probability = first.probability() * second.probability();
        OffPolicyValue found =
            OffPolicyValue.of(estimator, ofPossible(first).plus(ofPossible(second)));
        expected += probability * Math.pow(found.standardError(), 2);
        expectedOfGain += probability * Math.pow(found.gain().standardError(), 2);
        variance += probability * Math.pow(found.value() - truth, 2);
        varianceOfGain += probability * Math.pow(found.gain().difference() - trueGain, 2);
      }
    }

    assertThat(expected).isCloseTo(variance, within(1e-10));
    assertThat(expectedOfGain).isCloseTo(varianceOfGain, within(1e-10));
  }

  @ParameterizedTest
  @EnumSource
  void intervals_hold_the_truth_as_often_as_they_promise(OffPolicyEstimator estimator) {
    double truth = trueValue(TARGET);
    double[][] always = {{0, 1, 0}, {0, 1, 0}};
    double trueGain = truth - trueValue(always);
    int held = 0;
    int heldGain = 0;

    for (int log = 0; log < 300; log++) {
      OffPolicyValue found = OffPolicyValue.of(estimator, simulated(log, 1000));
      held += found.interval().contains(truth) ? 1 : 0;
      heldGain += found.gain().interval().contains(trueGain) ? 1 : 0;
    }

    // Four standard deviations of a binomial of 300 at 95 % are 15.
    assertThat(held).isBetween(270, 300);
    assertThat(heldGain).isBetween(270, 300);
  }

  private static OffPolicySums simulated(long seed, int decisions) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Possible> world = world();
    OffPolicySums sums = OffPolicySums.none(WeightCap.none());
    for (int i = 0; i < decisions; i++) {
      double left = random.nextDouble();
      int drawn = 0;
      while (drawn < world.size() - 1 && left >= world.get(drawn).probability()) {
        left -= world.get(drawn).probability();
        drawn++;
      }
      sums = sums.plus(ofPossible(world.get(drawn)));
    }
    return sums;
  }

  @Test
  void parts_of_a_log_add_up() {
    OffPolicySums first = simulated(1, 50);
    OffPolicySums second = simulated(2, 70);

    OffPolicyValue together =
        OffPolicyValue.of(OffPolicyEstimator.DOUBLY_ROBUST, first.plus(second));

    OffPolicyValue reversed =
        OffPolicyValue.of(OffPolicyEstimator.DOUBLY_ROBUST, second.plus(first));
    assertThat(together).isEqualTo(reversed);
    assertThat(together.decisions()).isEqualTo(120);
  }

  @Test
  void an_impossible_or_missing_propensity_is_refused() {
    for (double propensity : new double[] {0, -0.5, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> new LoggedDecision(0, propensity, 1, NO_MODEL))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the propensity of a logged action must be in (0, 1], got " + propensity);
    }
  }

  @Test
  void policies_that_are_no_distributions_are_refused() {
    LoggedDecision decision = new LoggedDecision(0, 0.5, 1, NO_MODEL);

    assertThatThrownBy(
            () -> OffPolicySums.againstLogging(decision, new double[2], WeightCap.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a policy must add up to 1, got 0.0");
    assertThatThrownBy(
            () -> OffPolicySums.againstLogging(decision, new double[] {1}, WeightCap.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a policy must have a probability for each of the 2 actions, got 1");
    assertThatThrownBy(
            () -> OffPolicySums.againstLogging(decision, new double[] {2, -1}, WeightCap.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a policy's probability must be in [0, 1], got 2.0");
  }

  @Test
  void sums_of_different_caps_do_not_add() {
    OffPolicySums capped = OffPolicySums.none(new WeightCap(5));

    assertThatThrownBy(() -> capped.plus(OffPolicySums.none(WeightCap.none())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sums with caps 5.0 and Infinity do not add");
  }

  @Test
  void a_cap_below_one_is_refused() {
    assertThatThrownBy(() -> new WeightCap(0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the highest weight must be >= 1, got 0.5");
  }

  @Test
  void an_empty_log_is_refused() {
    OffPolicySums none = OffPolicySums.none(WeightCap.none());

    assertThatThrownBy(() -> OffPolicyValue.of(OffPolicyEstimator.DOUBLY_ROBUST, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a log without decisions has no value");
  }

  @Test
  void unknown_actions_and_rewards_are_refused() {
    assertThatThrownBy(() -> new LoggedDecision(2, 0.5, 1, NO_MODEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an action must be in [0, 2), got 2");
    assertThatThrownBy(() -> new LoggedDecision(0, 0.5, Double.NaN, NO_MODEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a reward must be finite, got NaN");
  }
}
