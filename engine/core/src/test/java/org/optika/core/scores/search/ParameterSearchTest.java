package org.optika.core.scores.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.search.ParameterRange.Scale;

class ParameterSearchTest {
  private static final ParameterRange RIDGE =
      new ParameterRange("ridge", 0.001, 1e-5, 1, Scale.LOG);
  private static final ParameterRange DEPTH = new ParameterRange("depth", 8, 3, 12, Scale.WHOLE);

  private static ParameterSearch search(int trials, long seed) {
    return new ParameterSearch(List.of(RIDGE, DEPTH), trials, seed);
  }

  /** A search whose trials have these losses; what a trial gives is its loss. */
  private static ParameterSearch.Found<Double> found(List<String> lines, double... losses) {
    Iterator<Double> next = DoubleStream.of(losses).iterator();
    return new ParameterSearch(List.of(DEPTH), losses.length - 1, 3)
        .best(set -> next.next(), loss -> loss, lines::add);
  }

  private static SearchOutcome outcome(double... losses) {
    return found(new ArrayList<>(), losses).outcome();
  }

  @Test
  void the_usual_set_comes_first_and_then_as_many_as_asked_for() {
    List<ParameterSet> sets = search(5, 1).sets();

    assertThat(sets).hasSize(6).doesNotHaveDuplicates();
    assertThat(sets.get(0).values()).isEqualTo(Map.of("ridge", 0.001, "depth", 8.0));
    assertThat(sets.get(0).text()).isEqualTo("ridge 0.001, depth 8");
  }

  @Test
  void sets_are_drawn_trial_by_trial_in_the_order_of_the_ranges() {
    SplittableRandom random = new SplittableRandom(1);

    for (ParameterSet set : search(5, 1).sets().subList(1, 6)) {
      double ridge = 1e-5 * Math.pow(1e5, random.nextDouble());
      double depth = 3 * Math.pow(4, random.nextDouble());
      assertThat(set.of("ridge")).isCloseTo(ridge, within(0.005 * ridge));
      assertThat(set.whole("depth")).isEqualTo((int) Math.round(depth));
    }
  }

  @Test
  void the_same_seed_draws_the_same_and_a_longer_search_begins_alike() {
    assertThat(search(5, 1).sets()).isEqualTo(search(5, 1).sets());
    assertThat(search(9, 1).sets().subList(0, 6)).isEqualTo(search(5, 1).sets());
    assertThat(search(5, 2).sets().subList(1, 6)).doesNotContainAnyElementsOf(search(5, 1).sets());
  }

  @Test
  void the_trial_with_the_least_loss_is_taken() {
    ParameterSearch.Found<Double> found = found(new ArrayList<>(), 0.5, 0.4, 0.3, 0.45);

    assertThat(found.best()).isEqualTo(0.3);
    assertThat(found.outcome())
        .isEqualTo(
            new SearchOutcome(
                3, 2, new ParameterSearch(List.of(DEPTH), 3, 3).sets().get(2).values(), 0.3, 0.5));
  }

  @Test
  void of_equal_losses_the_earlier_trial_is_taken() {
    assertThat(outcome(0.5, 0.4, 0.4, 0.45).chosen()).isEqualTo(1);
    assertThat(outcome(0.4, 0.4, 0.4).chosen()).isZero();
    assertThat(outcome(0.4, 0.4, Math.nextDown(0.4)).chosen()).isEqualTo(2);
  }

  @Test
  void each_trial_is_told_in_a_line_with_the_best_so_far() {
    List<String> lines = new ArrayList<>();

    found(lines, 0.5, 0.41234, 0.45);

    List<ParameterSet> sets = new ParameterSearch(List.of(DEPTH), 2, 3).sets();
    assertThat(lines)
        .containsExactly(
            "trial 0 of 2: depth 8: log loss 0.5000 (best 0.5000)",
            "trial 1 of 2: %s: log loss 0.4123 (best 0.4123)".formatted(sets.get(1).text()),
            "trial 2 of 2: %s: log loss 0.4500 (best 0.4123)".formatted(sets.get(2).text()));
  }

  @Test
  void a_trial_without_a_loss_is_refused() {
    assertThatThrownBy(() -> outcome(0.5, Double.NaN)).hasMessage("trial 1 has no loss, got NaN");
    assertThatThrownBy(() -> outcome(Double.POSITIVE_INFINITY, 0.1))
        .hasMessage("trial 0 has no loss, got Infinity");
  }

  @Test
  void a_search_has_parameters_and_trials() {
    assertThatThrownBy(() -> search(0, 1)).hasMessage("trials must be in [1, 1000], got 0");
    assertThatThrownBy(() -> search(1001, 1)).hasMessage("trials must be in [1, 1000], got 1001");
    assertThatThrownBy(() -> new ParameterSearch(List.of(), 1, 1))
        .hasMessage("a search needs a parameter, got none");
    assertThatThrownBy(() -> new ParameterSearch(List.of(DEPTH, RIDGE, DEPTH), 1, 1))
        .hasMessage("a parameter stands twice: [depth, ridge, depth]");
  }

  @Test
  void an_outcome_agrees_with_itself() {
    Map<String, Double> ridge = Map.of("ridge", 0.000021);

    assertThat(new SearchOutcome(20, 7, ridge, 0.4119, 0.4123).sentence())
        .isEqualTo("trial 7 of 20: ridge 0.000021: log loss 0.41190, of the usual set 0.41230");
    assertThatThrownBy(() -> new SearchOutcome(20, 21, ridge, 0.4, 0.5))
        .hasMessage("the trial taken must be in [0, 20], got 21");
    assertThatThrownBy(() -> new SearchOutcome(0, 0, ridge, 0.4, 0.4))
        .hasMessage("a search has a trial, got 0");
    assertThatThrownBy(() -> new SearchOutcome(20, 1, Map.of(), 0.4, 0.5))
        .hasMessage("a search has parameters, got none");
    assertThatThrownBy(() -> new SearchOutcome(20, 1, ridge, 0.5, 0.5))
        .hasMessage("trial 1 with log loss 0.5 is not what is taken where the usual set has 0.5");
    assertThatThrownBy(() -> new SearchOutcome(20, 0, ridge, 0.4, 0.5))
        .hasMessage("trial 0 with log loss 0.4 is not what is taken where the usual set has 0.5");
  }

  @Test
  void a_parameter_that_a_set_does_not_have_is_refused() {
    assertThatThrownBy(() -> new ParameterSet(Map.of("ridge", 1.0)).of("depth"))
        .hasMessage("no parameter 'depth'; there are [ridge]");
  }
}
