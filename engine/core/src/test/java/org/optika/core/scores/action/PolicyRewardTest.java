package org.optika.core.scores.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.action.PolicyReward.Outcome;
import org.optika.core.scores.uplift.OffPolicyEstimator;
import org.optika.core.scores.uplift.OffPolicySums;
import org.optika.core.scores.uplift.OffPolicyValue;
import org.optika.core.scores.uplift.WeightCap;

class PolicyRewardTest {
  /** A mail is worth 15 and the customer at a cost of 0.5; a reminder 12.5 at one of 0.01. */
  private static final PolicyReward TWO =
      new PolicyReward(
          List.of(
              new ActionValue(new BigDecimal("15"), BigDecimal.ONE),
              ActionValue.fixed(new BigDecimal("12.5"))),
          List.of(new BigDecimal("0.5"), new BigDecimal("0.01")));

  private static final PolicyReward MAIL =
      new PolicyReward(TWO.values().subList(0, 1), TWO.costs().subList(0, 1));

  private static Outcome person(
      int arm, double stayed, double customerValue, double response, double... uplift) {
    return new Outcome(arm, 0.5, stayed, customerValue, response, uplift);
  }

  private static OffPolicyValue value(
      PolicyReward reward, OffPolicyEstimator estimator, Outcome... people) {
    return OffPolicyValue.of(
        estimator,
        Stream.of(people)
            .map(reward::sums)
            .reduce(OffPolicySums.none(WeightCap.none()), OffPolicySums::plus));
  }

  /** Net gains at a customer value of 40: uplift x 55 - 0.5 and uplift x 12.5 - 0.01. */
  @Test
  void the_arm_is_that_of_the_highest_uplift_times_value_of_the_action_less_cost() {
    assertThat(TWO.arm(person(0, 1, 40, 0.5, 0.1, 0.3))).as("5 and 3.74").isEqualTo(1);
    assertThat(TWO.arm(person(0, 1, 40, 0.5, 0.01, 0.3))).as("0.05 and 3.74").isEqualTo(2);
    assertThat(TWO.arm(person(0, 1, 40, 0.5, 0.009, 0.0008))).as("-0.005 and 0").isZero();
    assertThat(TWO.arm(person(0, 1, 0, 0.5, 0.1, 0))).as("of no value itself: 1").isEqualTo(1);
  }

  /**
   * Nobody has ordered, so by customer value alone nothing would be worth a mail. All get one: each
   * is worth 15, mails cost 0.5, and weights are 2. Policy: 2 x (14.5 + 14.5) / 4; control: 2 x (15
   * + 0) / 4.
   */
  @Test
  void the_fixed_part_of_the_value_counts() {
    Outcome[] people = {
      person(0, 1, 0, 0.5, 0.2),
      person(0, 0, 0, 0.5, 0.2),
      person(1, 1, 0, 0.5, 0.2),
      person(1, 1, 0, 0.5, 0.2)
    };

    OffPolicyValue value = value(MAIL, OffPolicyEstimator.INVERSE_PROPENSITY, people);

    assertThat(value.value()).isCloseTo(14.5, within(1e-12));
    assertThat(value.gain().baselineValue()).isCloseTo(7.5, within(1e-12));
    assertThat(value.gain().difference()).isCloseTo(7, within(1e-12));
  }

  /**
   * The first is worth 55, by the mail, and gets it; the second 12.5, by the reminder. Predicted of
   * the policy: 0.6 x 55 - 0.5 = 32.5 and 0.8 x 12.5 - 0.01 = 9.99; of control: 0.5 x 55 = 27.5 and
   * 0.5 x 12.5 = 6.25. The first was mailed and left: 2 x (-0.5 - 32.5) for the policy. The second
   * was in control and stayed: 2 x (12.5 - 6.25) for control.
   */
  @Test
  void each_person_is_worth_the_value_of_the_treatment_that_is_best_for_them() {
    OffPolicyValue value =
        value(
            TWO,
            OffPolicyEstimator.DOUBLY_ROBUST,
            person(1, 0, 40, 0.5, 0.1, 0.3),
            person(0, 1, 40, 0.5, 0.01, 0.3));

    assertThat(value.value()).isCloseTo((32.5 - 66 + 9.99) / 2, within(1e-12));
    assertThat(value.gain().baselineValue()).isCloseTo((27.5 + 6.25 + 12.5) / 2, within(1e-12));
  }

  @Test
  void terms_are_those_of_the_catalogue() {
    Catalogue catalogue = catalogue(action("mail").cost("0.1").value("10"), action("call"));

    PolicyReward reward = PolicyReward.of(catalogue, List.of("letter", "mail"));

    assertThat(reward.values())
        .containsExactly(ActionValue.customerValue(), ActionValue.fixed(BigDecimal.TEN));
    assertThat(reward.costs()).containsExactly(BigDecimal.ZERO, new BigDecimal("0.1"));
  }

  @Test
  void values_are_told_in_words() {
    assertThat(TWO.values().get(0).inWords()).isEqualTo("15 + customer value");
    assertThat(TWO.values().get(1).inWords()).isEqualTo("12.5");
    assertThat(ActionValue.customerValue().inWords()).isEqualTo("customer value");
    assertThat(new ActionValue(BigDecimal.ZERO, new BigDecimal("0.50")).inWords())
        .isEqualTo("0.5 x customer value");
  }

  @Test
  void each_treatment_has_a_cost() {
    assertThatThrownBy(() -> new PolicyReward(TWO.values(), MAIL.costs()))
        .hasMessage("expected a cost for each of 2 treatments, got 1");
  }
}
