package org.optika.core.scores.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionHullTest {
  private static final int NONE = OptionHull.NO_ACTION;

  private static OptionHull hull(String[] costs, int[] refusals, long... nets) {
    ActionBuilder[] actions = new ActionBuilder[costs.length];
    for (int i = 0; i < costs.length; i++) {
      actions[i] = action("action-" + i).cost(costs[i]);
    }
    OptionHull hull = new OptionHull(catalogue(actions));
    hull.of(refusals, nets);
    return hull;
  }

  private static OptionHull hull(String[] costs, long... nets) {
    return hull(costs, new int[costs.length], nets);
  }

  private static List<Integer> actions(OptionHull hull) {
    List<Integer> actions = new ArrayList<>();
    for (int i = 0; i < hull.increments(); i++) {
      actions.add(hull.action(i));
    }
    return actions;
  }

  /** (1, 4), (2, 6), (3, 9), (4, 9.5), (5, 9): the second lies below, the last brings less. */
  @Test
  void what_lies_below_the_hull_is_left_out() {
    OptionHull hull =
        hull(
            new String[] {"5", "2", "1", "4", "3"},
            9_000_000,
            6_000_000,
            4_000_000,
            9_500_000,
            9_000_000);

    assertThat(actions(hull)).containsExactly(2, 4, 3);
    assertThat(hull.efficiency(0)).isEqualTo(4);
    assertThat(hull.efficiency(1)).isEqualTo(2.5);
    assertThat(hull.efficiency(2)).isEqualTo(0.5);
    assertThat(hull.costMore(1)).isEqualTo(2_000_000);
    assertThat(hull.netMore(1)).isEqualTo(5_000_000);
  }

  @Test
  void points_on_a_line_are_one_increment() {
    OptionHull hull = hull(new String[] {"1", "2", "3"}, 2, 4, 6);

    assertThat(actions(hull)).containsExactly(2);
  }

  @Test
  void what_costs_nothing_has_infinite_efficiency() {
    OptionHull hull = hull(new String[] {"0", "0", "1"}, 3, 5, 9);

    assertThat(actions(hull)).containsExactly(1, 2);
    assertThat(hull.efficiency(0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(hull.costMore(0)).isZero();
    assertThat(hull.efficiency(1)).isEqualTo(4 / 1e6);
  }

  @Test
  void of_equal_net_gains_the_cheaper_wins_then_the_first() {
    assertThat(actions(hull(new String[] {"2", "1", "1"}, 5, 5, 5))).containsExactly(1);
  }

  @Test
  void refused_actions_and_those_without_gain_are_no_options() {
    OptionHull hull = hull(new String[] {"1", "2", "0"}, new int[] {4, 0, 0}, 9, -1, 0);

    assertThat(actions(hull)).isEmpty();
    assertThat(hull.chosen(BudgetCut.UNLIMITED, 1)).isEqualTo(NONE);
  }

  @Test
  void the_cut_decides_at_lambda_by_the_subject() {
    OptionHull hull = hull(new String[] {"1", "2"}, 4_000_000, 6_000_000);

    assertThat(hull.chosen(BudgetCut.UNLIMITED, 7)).isEqualTo(1);
    assertThat(hull.chosen(new BudgetCut(2, 8), 7)).isEqualTo(1);
    assertThat(hull.chosen(new BudgetCut(2, 7), 7)).isZero();
    assertThat(hull.chosen(new BudgetCut(4, 0), 7)).isEqualTo(NONE);
    assertThat(hull.chosen(new BudgetCut(4, 8), 7)).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void at_any_price_of_money_the_hull_has_the_best_option(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      String[] costs = new String[1 + random.nextInt(7)];
      long[] nets = new long[costs.length];
      for (int option = 0; option < costs.length; option++) {
        costs[option] = String.valueOf(random.nextInt(8));
        nets[option] = random.nextInt(-2, 12) * 1_000_000L;
      }
      OptionHull hull = hull(costs, nets);
      for (int quarters = 0; quarters < 30; quarters++) {
        double lambda = quarters / 4.0;
        double best = 0;
        for (int option = 0; option < costs.length; option++) {
          best = Math.max(best, nets[option] - lambda * 1e6 * Integer.parseInt(costs[option]));
        }
        int chosen = hull.chosen(new BudgetCut(lambda, 0), 1);
        double reached =
            chosen == NONE ? 0 : nets[chosen] - lambda * 1e6 * Integer.parseInt(costs[chosen]);

        assertThat(reached).as("case %s, lambda %s", i, lambda).isEqualTo(best);
      }
      for (int increment = 1; increment < hull.increments(); increment++) {
        assertThat(hull.efficiency(increment)).isLessThan(hull.efficiency(increment - 1));
      }
    }
  }
}
