package org.optika.core.scores.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.AS_OF;
import static org.optika.core.scores.action.People.catalogue;
import static org.optika.core.scores.action.People.person;
import static org.optika.core.scores.action.People.withStates;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NextBestActionTest {
  private static final int NONE = OptionHull.NO_ACTION;

  private static final Catalogue CATALOGUE =
      catalogue(
          action("mail").purposes("profiling", "email_marketing").cost("0.1").value("10"),
          action("call").channel("phone").cost("2").customerValue().significant(),
          action("letter").channel("post").cost("0.5").value("10"));

  private static Decision decide(Person person, BudgetCut cut, double... uplift) {
    return new NextBestAction(CATALOGUE, AS_OF).decide(person, new Prospect(uplift, 40, 0.25), cut);
  }

  private static Decision decide(double... uplift) {
    return decide(person(), BudgetCut.UNLIMITED, uplift);
  }

  private static String next(Decision decision, BudgetCut cut) {
    return new DecisionText(CATALOGUE, cut).whyNotNext(decision);
  }

  private static String next(Decision decision) {
    return next(decision, BudgetCut.UNLIMITED);
  }

  /** Net gains 0.1 x 10 - 0.1, 0.1 x 40 - 2, 0.2 x 10 - 0.5. */
  @Test
  void the_highest_expected_net_gain_is_chosen() {
    Decision decision = decide(0.1, 0.1, 0.2);

    assertThat(decision)
        .usingRecursiveComparison()
        .isEqualTo(
            new Decision(
                1,
                2_000_000,
                2_000_000,
                new RunnerUp(2, 500_000, 1_500_000, WhyNot.LOWER_GAIN),
                new int[3],
                HumanReview.REQUIRED,
                10));
    assertThat(next(decision)).isEqualTo("letter: lower expected net gain by 0.50");
  }

  @Test
  void no_action_is_chosen_when_all_uplifts_are_negative_or_too_small() {
    Decision negative = decide(-0.1, -0.2, -0.01);
    Decision small = decide(0.01, 0.05, 0.0499);

    assertThat(negative.action()).isEqualTo(NONE);
    assertThat(negative.cost()).isZero();
    assertThat(negative.net()).isZero();
    assertThat(negative.humanReview()).isEqualTo(HumanReview.NOT_NEEDED);
    assertThat(next(negative)).isEqualTo("letter: lower expected net gain by 0.60");
    assertThat(small.action()).as("0.00, 0.00 and -0.001").isEqualTo(NONE);
    assertThat(next(small))
        .as("the cheaper of the two that bring nothing")
        .isEqualTo("mail: the same expected net gain, and no lower cost");
  }

  @Test
  void the_next_best_may_be_no_action() {
    Decision decision = decide(0.1, -1, -1);

    assertThat(decision.action()).isZero();
    assertThat(next(decision)).isEqualTo("no action: lower expected net gain by 0.90");
  }

  @Test
  void of_equal_options_the_next_best_is_the_first_of_the_catalogue() {
    Catalogue equal = catalogue(action("one"), action("two"), action("three"));

    Decision decision =
        new NextBestAction(equal, AS_OF)
            .decide(
                person(), new Prospect(new double[] {0.1, 0.1, 0.1}, 0, 0), BudgetCut.UNLIMITED);

    assertThat(decision.action()).isZero();
    assertThat(decision.runnerUp()).isEqualTo(new RunnerUp(1, 0, 100_000, WhyNot.LOWER_GAIN));
  }

  @Test
  void a_refused_action_is_told_though_it_would_bring_more() {
    Decision decision = decide(withStates(0x1010), BudgetCut.UNLIMITED, 0.9, 0.1, 0.2);

    assertThat(decision.action()).isEqualTo(1);
    assertThat(decision.refusals()).containsExactly(ActionRefusal.PURPOSE_UNKNOWN.bit(), 0, 0);
    assertThat(next(decision)).isEqualTo("mail: refused: purpose-unknown");
  }

  /** Net gains 0.1 x 10 - 0.1, 0 - 2, 0 - 0.5: the letter comes next, which may not be sent. */
  @Test
  void an_action_that_no_experiment_has_tried_is_told_as_such_refused_or_not() {
    NextBestAction choice = new NextBestAction(CATALOGUE, Set.of("letter", "call"), AS_OF);
    Prospect prospect = new Prospect(new double[] {-0.1, 0, 0}, 40, 0.25);

    Decision nothing = choice.decide(person(), prospect, BudgetCut.UNLIMITED);
    Decision objected = choice.decide(withStates(0x1181), prospect, BudgetCut.UNLIMITED);

    assertThat(nothing.action()).isEqualTo(NONE);
    assertThat(nothing.runnerUp()).isEqualTo(new RunnerUp(2, 500_000, -500_000, WhyNot.NOT_TRIED));
    assertThat(objected.refusals()[2]).isEqualTo(ActionRefusal.OBJECTION.bit());
    assertThat(objected.runnerUp().whyNot()).isEqualTo(WhyNot.NOT_TRIED);
    assertThat(next(objected)).isEqualTo("letter: not tried: no experiment says what it changes");
  }

  /** From letter (0.5, 1.5) to call (2, 2): 0.5 more for 1.5 more. */
  @Test
  void what_the_budget_does_not_pay_for_is_told_with_its_efficiency() {
    BudgetCut cut = new BudgetCut(0.5, 0);
    BudgetCut atLambda = new BudgetCut(0.5 / 1.5, 7);

    Decision decision = decide(person(), cut, 0, 0.1, 0.2);
    Decision tied = decide(person(), atLambda, 0, 0.1, 0.2);

    assertThat(decision.action()).isEqualTo(2);
    assertThat(decision.runnerUp().whyNot()).isEqualTo(WhyNot.OUTSIDE_BUDGET);
    assertThat(next(decision, cut))
        .isEqualTo("call: outside the budget: efficiency 0.333 below 0.5");
    assertThat(tied.action()).as("subject 7 is not below 7").isEqualTo(2);
    assertThat(next(tied, atLambda))
        .isEqualTo("call: outside the budget: it ends among those of efficiency 0.333");
    assertThat(decide(person(), new BudgetCut(0.5 / 1.5, 8), 0, 0.1, 0.2).action()).isEqualTo(1);
  }

  @Test
  void a_budget_can_leave_nothing() {
    BudgetCut cut = new BudgetCut(20, 0);

    Decision decision = decide(person(), cut, 0.1, -1, -1);

    assertThat(decision.action()).isEqualTo(NONE);
    assertThat(next(decision, cut)).isEqualTo("mail: outside the budget: efficiency 9 below 20");
  }

  @Test
  void priority_is_churn_probability_times_customer_value() {
    assertThat(new Prospect(new double[0], 40, 0.25).priority()).isEqualTo(10);
  }

  @Test
  void an_uplift_is_needed_for_each_action() {
    assertThatThrownBy(() -> decide(0.1, 0.2))
        .hasMessage("expected the uplift of 3 actions, got 2");
  }

  @Test
  void sentences_say_what_who_refused_and_whether_a_human_decides() {
    DecisionText text = new DecisionText(CATALOGUE, BudgetCut.UNLIMITED);
    Decision call = decide(withStates(0x1016), BudgetCut.UNLIMITED, 0.9, 0.1, 0.2);
    Decision nothing = decide(withStates(0x1581), BudgetCut.UNLIMITED, 0.9, 0.1, 0.2);

    assertThat(text.proposal(call)).isEqualTo("call: expected net gain 2.00 at a cost of 2.00");
    assertThat(text.refused(call)).isEqualTo("mail: purpose-unknown");
    assertThat(text.review(call)).isEqualTo("significant effect: a human decides (GDPR Art. 22)");
    assertThat(text.proposal(nothing)).isEqualTo("no action");
    assertThat(text.refused(nothing))
        .isEqualTo("mail: objection, purpose-refused; call: objection; letter: objection");
    assertThat(text.review(nothing)).isEqualTo("no significant effect");
  }

  @Test
  void small_amounts_keep_four_decimals() {
    DecisionText text = new DecisionText(CATALOGUE, BudgetCut.UNLIMITED);
    RunnerUp next = new RunnerUp(NONE, 0, 0, WhyNot.LOWER_GAIN);

    assertThat(
            text.proposal(new Decision(0, 1_200, 40, next, new int[3], HumanReview.NOT_NEEDED, 0)))
        .isEqualTo("mail: expected net gain less than 0.0001 at a cost of 0.0012");
    assertThat(
            text.proposal(
                new Decision(0, 100_000, 1_234_567, next, new int[3], HumanReview.NOT_NEEDED, 0)))
        .isEqualTo("mail: expected net gain 1.23 at a cost of 0.10");
  }
}
