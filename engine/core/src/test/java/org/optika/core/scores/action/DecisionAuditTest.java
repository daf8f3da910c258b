package org.optika.core.scores.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.AS_OF;
import static org.optika.core.scores.action.People.catalogue;
import static org.optika.core.scores.action.People.person;
import static org.optika.core.scores.action.People.withStates;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.action.Violation.Kind;

class DecisionAuditTest {
  private static final int NONE = OptionHull.NO_ACTION;
  private static final Catalogue CATALOGUE =
      catalogue(
          action("mail").purposes("profiling", "email_marketing").cost("0.1").value("10"),
          action("call").channel("phone").cost("2").value("10").significant());
  private static final Prospect PROSPECT = new Prospect(new double[] {0.1, 0.5}, 40, 0.25);
  private static final RunnerUp ANY = new RunnerUp(NONE, 0, 0, WhyNot.LOWER_GAIN);

  private static final Decision CALL =
      new Decision(1, 2_000_000, 3_000_000, ANY, new int[2], HumanReview.REQUIRED, 10);

  private static List<Violation> violations(Person person, double lambda, Decision decision) {
    return new DecisionAudit(CATALOGUE, AS_OF, lambda).violations(person, PROSPECT, decision);
  }

  private static Violation violation(Kind kind, String action, String rule) {
    return new Violation(kind, action, rule);
  }

  /** 60 catalogues of 50 people each, with and without a price of money. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void no_decision_breaks_a_rule(long seed) {
    RandomCases random = new RandomCases(seed);
    int refused = 0;
    int chosen = 0;
    for (int world = 0; world < 60; world++) {
      Catalogue catalogue = random.catalogue();
      BudgetCut cut = new BudgetCut(random.index(3) * 0.75, random.index(50));
      NextBestAction best = new NextBestAction(catalogue, AS_OF);
      DecisionAudit audit = new DecisionAudit(catalogue, AS_OF, cut.lambda());
      for (int subject = 0; subject < 50; subject++) {
        Person person = random.person(subject, catalogue);
        Prospect prospect = random.prospect(catalogue);

        Decision decision = best.decide(person, prospect, cut);

        assertThat(audit.violations(person, prospect, decision))
            .as("world %s, subject %s", world, subject)
            .isEmpty();
        chosen += decision.action() == NONE ? 0 : 1;
        refused += decision.refusals()[0] == 0 ? 0 : 1;
      }
    }

    assertThat(chosen).as("the cases are no trivial ones").isBetween(300, 2_700);
    assertThat(refused).isBetween(300, 2_700);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_single_changed_refusal_is_found(long seed) {
    RandomCases random = new RandomCases(seed);
    for (int world = 0; world < 100; world++) {
      Catalogue catalogue = random.catalogue();
      Person person = random.person(world, catalogue);
      Prospect prospect = random.prospect(catalogue);
      Decision decision =
          new NextBestAction(catalogue, AS_OF).decide(person, prospect, BudgetCut.UNLIMITED);
      int action = random.index(catalogue.actions().size());
      ActionRefusal changed = ActionRefusal.values()[random.index(ActionRefusal.values().length)];
      boolean wasTold = (decision.refusals()[action] & changed.bit()) != 0;

      decision.refusals()[action] ^= changed.bit();

      assertThat(new DecisionAudit(catalogue, AS_OF, 0).violations(person, prospect, decision))
          .containsExactly(
              violation(
                  wasTold ? Kind.REFUSAL_NOT_TOLD : Kind.REFUSAL_WITHOUT_GROUND,
                  catalogue.actions().get(action).id(),
                  changed.id()));
    }
  }

  @Test
  void a_right_decision_has_no_violation() {
    assertThat(violations(person(), 0, CALL)).isEmpty();
  }

  @Test
  void an_action_that_a_rule_refuses_must_not_be_chosen() {
    int[] told = {ActionRefusal.OBJECTION.bit(), ActionRefusal.OBJECTION.bit()};
    Decision call = new Decision(1, 2_000_000, 3_000_000, ANY, told, HumanReview.REQUIRED, 10);

    assertThat(violations(withStates(0x1181), 0, call))
        .containsExactly(violation(Kind.CHOSEN_BUT_REFUSED, "call", "objection"));
  }

  @Test
  void each_wrong_figure_is_named() {
    Decision wrong =
        new Decision(1, 1_999_999, 3_000_010, ANY, new int[2], HumanReview.NOT_NEEDED, 9);

    assertThat(violations(person(), 0, wrong))
        .containsExactly(
            violation(Kind.WRONG_COST, "call", ""),
            violation(Kind.WRONG_NET_GAIN, "call", ""),
            violation(Kind.WRONG_REVIEW, "call", ""),
            violation(Kind.WRONG_PRIORITY, "call", ""));
  }

  /** Net gains 0.9 and 3 at costs 0.1 and 2: the call is worth it up to (3 - 0.9) / 1.9 = 1.105. */
  @Test
  void the_price_of_money_decides_what_is_best() {
    Decision mail = new Decision(0, 100_000, 900_000, ANY, new int[2], HumanReview.NOT_NEEDED, 10);
    Decision nothing = new Decision(NONE, 0, 0, ANY, new int[2], HumanReview.NOT_NEEDED, 10);

    assertThat(violations(person(), 0, mail))
        .containsExactly(violation(Kind.BETTER_OPTION, "call", ""));
    assertThat(violations(person(), 1.1, mail))
        .containsExactly(violation(Kind.BETTER_OPTION, "call", ""));
    assertThat(violations(person(), 1.11, mail)).isEmpty();
    assertThat(violations(person(), 1.11, CALL))
        .containsExactly(violation(Kind.BETTER_OPTION, "mail", ""));
    assertThat(violations(person(), 8.9, nothing))
        .containsExactly(violation(Kind.BETTER_OPTION, "mail", ""));
    assertThat(violations(person(), 9.1, nothing)).isEmpty();
    assertThat(violations(person(), 9.1, mail))
        .containsExactly(violation(Kind.BETTER_OPTION, "", ""));
  }

  @Test
  void a_decision_of_another_catalogue_is_refused() {
    Decision other = new Decision(NONE, 0, 0, ANY, new int[3], HumanReview.NOT_NEEDED, 10);

    assertThatThrownBy(() -> violations(person(), 0, other))
        .hasMessage("the decision is about another catalogue");
  }
}
