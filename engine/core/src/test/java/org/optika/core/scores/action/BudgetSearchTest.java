package org.optika.core.scores.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetSearchTest {
  private static final int NONE = OptionHull.NO_ACTION;

  /** One person: net gains of the actions of the catalogue, in millionths. */
  private record Chooser(long subject, long... nets) {}

  /** Costs 1, 2, 3 and 0.5 units. */
  private static final Catalogue CATALOGUE =
      catalogue(
          action("one").cost("1"),
          action("two").cost("2"),
          action("three").cost("3"),
          action("half").cost("0.5"));

  private static final long[] COSTS = {1_000_000, 2_000_000, 3_000_000, 500_000};

  private static OptionHull hull(Chooser chooser) {
    OptionHull hull = new OptionHull(CATALOGUE);
    hull.of(new int[COSTS.length], chooser.nets());
    return hull;
  }

  private static Chooser units(long subject, double... nets) {
    long[] millionths = new long[nets.length];
    for (int i = 0; i < nets.length; i++) {
      millionths[i] = Math.round(nets[i] * 1e6);
    }
    return new Chooser(subject, millionths);
  }

  private static BudgetOutcome spend(long budget, List<Chooser> people) {
    return spend(budget, List.of(people), 8);
  }

  private static BudgetOutcome spend(long budget, List<List<Chooser>> partitions, int mostRounds) {
    BudgetSearch search = BudgetSearch.of(budget);
    for (int round = 0; search.outcome().isEmpty(); round++) {
      assertThat(round).isLessThan(mostRounds);
      IncrementHistogram all = search.histogram();
      for (List<Chooser> partition : partitions) {
        IncrementHistogram part = search.histogram();
        partition.forEach(person -> part.add(person.subject(), hull(person)));
        all = all.plus(part);
      }
      search = search.after(all);
    }
    return search.outcome().orElseThrow();
  }

  /** Cost and net gain of what the cut gives to everyone. */
  private static long[] given(BudgetCut cut, List<Chooser> people) {
    long[] total = new long[2];
    for (Chooser person : people) {
      int chosen = hull(person).chosen(cut, person.subject());
      if (chosen != NONE) {
        total[0] += COSTS[chosen];
        total[1] += person.nets()[chosen];
      }
    }
    return total;
  }

  /** Few different numbers, so that efficiencies tie, or any. */
  private static List<Chooser> randomPeople(SplittableRandom random, int size) {
    long grain = random.nextBoolean() ? 500_000 : 1;
    List<Chooser> people = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long[] nets = new long[COSTS.length];
      for (int action = 0; action < nets.length; action++) {
        nets[action] = random.nextLong(-2_000_000, 8_000_000) / grain * grain;
      }
      people.add(new Chooser(random.nextLong(Long.MAX_VALUE), nets));
    }
    return people;
  }

  /** Best net gain of all combinations within the budget. */
  private static long bruteForce(long budget, List<Chooser> people, int from) {
    if (from == people.size()) {
      return 0;
    }
    long best = bruteForce(budget, people, from + 1);
    for (int action = 0; action < COSTS.length; action++) {
      if (COSTS[action] <= budget) {
        long rest = bruteForce(budget - COSTS[action], people, from + 1);
        best = Math.max(best, people.get(from).nets()[action] + rest);
      }
    }
    return best;
  }

  /**
   * The optimum of the LP without hull or greedy: the dual function is convex and piecewise linear
   * in lambda, with corners at slopes between two options of one person only; the least of its
   * values there is the optimum (strong duality).
   */
  private static double linearProgram(long budget, List<Chooser> people) {
    List<Double> corners = new ArrayList<>(List.of(0.0));
    for (Chooser person : people) {
      for (int one = 0; one < COSTS.length; one++) {
        corners.add((double) person.nets()[one] / COSTS[one]);
        for (int other = 0; other < one; other++) {
          double rise = person.nets()[one] - person.nets()[other];
          corners.add(rise / (COSTS[one] - COSTS[other]));
        }
      }
    }
    return corners.stream()
        .filter(lambda -> lambda >= 0)
        .mapToDouble(lambda -> dual(lambda, budget, people))
        .min()
        .orElseThrow();
  }

  private static double dual(double lambda, long budget, List<Chooser> people) {
    double value = lambda * budget;
    for (Chooser person : people) {
      double best = 0;
      for (int action = 0; action < COSTS.length; action++) {
        best = Math.max(best, person.nets()[action] - lambda * COSTS[action]);
      }
      value += best;
    }
    return value;
  }

  private static long largestIncrement(List<Chooser> people) {
    long largest = 0;
    for (Chooser person : people) {
      OptionHull hull = hull(person);
      for (int i = 0; i < hull.increments(); i++) {
        largest = Math.max(largest, hull.netMore(i));
      }
    }
    return largest;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void the_choice_is_within_the_budget_and_the_bound_within_one_increment(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      List<Chooser> people = randomPeople(random, 1 + random.nextInt(6));
      long budget = random.nextLong(people.size() * 2_500_000L);

      BudgetOutcome outcome = spend(budget, people);

      long best = bruteForce(budget, people, 0);
      assertThat(outcome.spent()).as("case %s", i).isLessThanOrEqualTo(budget);
      assertThat(outcome.net()).isLessThanOrEqualTo(best);
      assertThat(outcome.bound()).isGreaterThanOrEqualTo(best);
      assertThat(outcome.gap()).isBetween(0L, largestIncrement(people));
      assertThat((double) outcome.bound())
          .isCloseTo(linearProgram(budget, people), within(1.0 + 1e-9 * outcome.bound()));
      assertThat(given(outcome.cut(), people)).containsExactly(outcome.spent(), outcome.net());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void partitions_and_order_change_nothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Chooser> people = randomPeople(random, 2_000);
    long budget = random.nextLong(2_000 * 1_000_000L);
    BudgetOutcome outcome = spend(budget, people);

    Collections.shuffle(people, new Random(seed));
    List<List<Chooser>> partitions =
        List.of(
            people.subList(0, 3),
            List.of(),
            people.subList(3, 1_500),
            people.subList(1_500, 2_000));

    assertThat(spend(budget, partitions, 8)).isEqualTo(outcome);
    assertThat(given(outcome.cut(), people)).containsExactly(outcome.spent(), outcome.net());
    assertThat(outcome.spent()).isBetween(budget - 3_000_000, budget);
  }

  /** Efficiencies 4, 3, 2.5: of 3.2 units the first two take 2, and 1.2 of 2 are left at 2.5. */
  @Test
  void increments_are_taken_by_efficiency_until_one_does_not_fit() {
    List<Chooser> people = List.of(units(1, 4, 0, 9, 0), units(2, 3, 0, 0, 0));

    BudgetOutcome outcome = spend(3_200_000, people);

    assertThat(outcome)
        .isEqualTo(
            new BudgetOutcome(3_200_000, 2_000_000, 7_000_000, 10_000_000, new BudgetCut(2.5, 0)));
    assertThat(outcome.gap()).isEqualTo(3_000_000);
  }

  @Test
  void at_equal_efficiency_the_lower_subjects_come_first() {
    List<Chooser> people =
        List.of(
            units(Long.MAX_VALUE, 4, 0, 0, 0),
            units(30, 4, 0, 0, 0),
            units(0, 4, 0, 0, 0),
            units(31, 4, 0, 0, 0),
            units(5, 9, 0, 0, 0));

    BudgetOutcome outcome = spend(3_500_000, people);

    assertThat(outcome.cut()).isEqualTo(new BudgetCut(4, 31));
    assertThat(outcome.spent()).isEqualTo(3_000_000);
    assertThat(people)
        .extracting(person -> hull(person).chosen(outcome.cut(), person.subject()))
        .containsExactly(NONE, 0, 0, NONE, 0);
  }

  @Test
  void a_budget_that_is_used_up_exactly_leaves_no_gap() {
    List<Chooser> people = List.of(units(1, 4, 0, 0, 0), units(2, 3, 0, 0, 0));

    BudgetOutcome outcome = spend(1_000_000, people);

    assertThat(outcome.spent()).isEqualTo(1_000_000);
    assertThat(outcome.gap()).isZero();
    assertThat(outcome.cut()).isEqualTo(new BudgetCut(3, 0));
    assertThat(spend(2_000_000, people).cut()).isEqualTo(BudgetCut.UNLIMITED);
  }

  @Test
  void without_money_only_what_costs_nothing_is_done() {
    Catalogue free = catalogue(action("free"), action("dear").cost("1"));
    OptionHull hull = new OptionHull(free);
    hull.of(new int[2], new long[] {1_000_000, 5_000_000});
    IncrementHistogram all = BudgetSearch.of(0).histogram();
    all.add(1, hull);

    BudgetOutcome outcome = BudgetSearch.of(0).after(all).outcome().orElseThrow();

    assertThat(outcome)
        .isEqualTo(new BudgetOutcome(0, 0, 1_000_000, 1_000_000, new BudgetCut(4, 0)));
    assertThat(hull.chosen(outcome.cut(), 1)).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void a_budget_above_all_costs_is_no_budget(long seed) {
    List<Chooser> people = randomPeople(new SplittableRandom(seed), 100);

    BudgetOutcome outcome = spend(300_000_000, people);

    assertThat(outcome.cut()).isEqualTo(BudgetCut.UNLIMITED);
    assertThat(outcome.gap()).isZero();
    assertThat(outcome.net()).isEqualTo(given(BudgetCut.UNLIMITED, people)[1]);
  }

  @Test
  void nobody_is_the_smallest_case() {
    assertThat(spend(5, List.of())).isEqualTo(new BudgetOutcome(5, 0, 0, 0, BudgetCut.UNLIMITED));
  }

  /** Each round can tell only the highest one from the rest. */
  @Test
  void lambda_is_found_to_the_last_bit_in_four_rounds() {
    long two = Double.doubleToRawLongBits(2);
    double[] efficiencies = {
      Double.longBitsToDouble(two + (1L << 46)),
      Double.longBitsToDouble(two + (1L << 29)),
      Double.longBitsToDouble(two + (1L << 12)),
      Math.nextUp(2.0),
      2,
      1e-300
    };
    BudgetSearch search = BudgetSearch.of(4);
    int rounds = 0;
    for (; search.outcome().isEmpty(); rounds++) {
      IncrementHistogram all = search.histogram();
      for (int subject = 0; subject < efficiencies.length; subject++) {
        all.add(subject, efficiencies[subject], 1, 2);
      }
      search = search.after(all);
    }

    assertThat(rounds).isLessThanOrEqualTo(4);
    assertThat(search.outcome().orElseThrow().cut()).isEqualTo(new BudgetCut(2, 0));
  }

  @Test
  void two_people_of_one_subject_are_left_together() {
    List<Chooser> people = List.of(units(3, 4, 0, 0, 0), units(3, 4, 0, 0, 0));

    BudgetOutcome outcome = spend(1_500_000, people);

    assertThat(outcome.cut()).isEqualTo(new BudgetCut(4, 3));
    assertThat(outcome.spent()).isZero();
  }

  @Test
  void rounds_do_not_mix() {
    List<Chooser> people = List.of(units(1, 4, 0, 0, 0), units(2, 4, 0, 0, 0));
    BudgetSearch first = BudgetSearch.of(1_500_000);
    IncrementHistogram all = first.histogram();
    people.forEach(person -> all.add(person.subject(), hull(person)));
    BudgetSearch second = first.after(all);

    assertThatThrownBy(() -> second.after(all)).hasMessage("not the histogram of this round");
    assertThatThrownBy(() -> second.histogram().plus(all))
        .hasMessage("histograms of different rounds do not add up");
    assertThatThrownBy(() -> second.after(second.histogram()))
        .hasMessage("the people of this round are not those of the rounds before");
    assertThatThrownBy(() -> BudgetSearch.of(-1)).hasMessage("budget must be >= 0, got -1");
    assertThatThrownBy(() -> all.add(-1, 1, 1, 1)).hasMessage("subject must be >= 0");
  }
}
