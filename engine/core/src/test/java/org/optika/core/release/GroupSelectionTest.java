package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyHistory;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.ReleaseKey;

class GroupSelectionTest {
  private static final int RUNS = 1_500;

  private static ReleasePlan plan(int groups, int minimumPeople, String delta, long... sizes) {
    return ReleasePlan.of(
        ReleaseSpec.named("campaigns")
            .source("touchpoints")
            .period("2026-01-01", "2026-02-01")
            .keys("campaign")
            .selection(minimumPeople, "1")
            .perPerson(groups, 2)
            .count("contacts")
            .price("1", delta)
            .groupSizes(sizes)
            .build());
  }

  private static ReleaseKey key(int number) {
    return new ReleaseKey(ByteBuffer.allocate(ReleaseKey.BYTES).putInt(number).array());
  }

  /** A group of so many persons with one row each. */
  private static Optional<NoisyGroup> shown(ReleasePlan plan, long persons, int key) {
    long[][] exact =
        plan.statistics().stream().map(statistic -> new long[] {persons}).toArray(long[][]::new);
    return new ReleaseNoise(plan, key(key), 1, "query").shown(List.of("spring"), exact);
  }

  private static double share(ReleasePlan plan, long persons) {
    int shown = 0;
    for (int run = 0; run < RUNS; run++) {
      shown += shown(plan, persons, run).isPresent() ? 1 : 0;
    }
    return (double) shown / RUNS;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 20})
  void selection_and_noise_together_stay_within_the_price(int groups) {
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : plan(groups, 1, "1e-6").charges()) {
      history = history.plus(charge);
    }

    assertThat(history.epsilon(1e-6)).isBetween(0.99, 1.0);
  }

  /** A half of epsilon and of delta: pi(1) = 5e-7, pi(2) = pi(1) (1 + e^0.5). */
  @Test
  void few_groups_a_person_are_shown_as_often_as_the_optimal_choice_does() {
    ReleasePlan plan = plan(1, 1, "1e-6", 1, 2, 200);

    assertThat(plan.selection()).contains("truncated-geometric");
    assertThat(plan.showingProbabilities().get(1L)).isCloseTo(5e-7, within(1e-15));
    assertThat(plan.showingProbabilities().get(2L)).isCloseTo(1.3243606e-6, within(1e-12));
    assertThat(plan.showingProbabilities().get(200L)).isEqualTo(1);
  }

  /** Summed from the definition of the noise: P(X = k) is proportional to e^(-k^2 / 2 sigma^2). */
  @ParameterizedTest
  @CsvSource({"4, 1", "20, 1", "5, 30"})
  void a_lone_person_passes_the_threshold_with_half_of_delta_over_all_groups(
      int groups, int minimumPeople) {
    ReleasePlan plan = plan(groups, minimumPeople, "1e-6");

    GroupChoice.ByNoisyPersons choice = (GroupChoice.ByNoisyPersons) plan.choice().orElseThrow();
    DiscreteGaussianMechanism noise = choice.mechanism().noise();
    double twoVariances =
        2 * noise.sigmaSquared().toDecimal(9, java.math.RoundingMode.UP).doubleValue();
    long least = choice.mechanism().threshold() - minimumPeople;
    double all = 0;
    double passing = 0;
    double wouldPass = 0;
    for (long k = -2_000; k <= 2_000; k++) {
      double weight = Math.exp(-k * k / twoVariances);
      all += weight;
      passing += k >= least ? weight : 0;
      wouldPass += k >= least - 1 ? weight : 0;
    }

    assertThat(passing / all).isLessThanOrEqualTo(5e-7 / groups);
    assertThat(wouldPass / all).isGreaterThan(5e-7 / groups);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 24", "1, 11, 34", "2, 1, 60", "4, 1, 52", "4, 31, 80"})
  void groups_are_shown_as_often_as_was_told_before(int groups, int minimumPeople, long persons) {
    ReleasePlan plan = plan(groups, minimumPeople, "1e-6", persons);
    double told = plan.showingProbabilities().get(persons);

    assertThat(told).isBetween(0.02, 0.98);
    assertThat(share(plan, persons))
        .isCloseTo(told, within(4 * Math.sqrt(told * (1 - told) / RUNS) + 0.001));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void groups_below_the_minimum_are_never_shown(int groups) {
    ReleasePlan plan = plan(groups, 1_000, "1e-6", 999, 1_000);

    assertThat(share(plan, 999)).isZero();
    assertThat(plan.showingProbabilities().get(999L)).isZero();
    assertThat(plan.showingProbabilities().get(1_000L)).isBetween(1e-9, 1e-6);
    assertThat(share(plan, 5_000)).isEqualTo(1);
  }

  @Test
  void the_number_that_passed_the_threshold_is_the_one_that_is_published() {
    ReleasePlan plan =
        ReleasePlan.of(
            ReleaseSpec.named("campaigns")
                .source("touchpoints")
                .period("2026-01-01", "2026-02-01")
                .keys("campaign")
                .selection(1, "1")
                .perPerson(4, 1)
                .people("people")
                .price("1", "1e-6")
                .build());
    long threshold =
        ((GroupChoice.ByNoisyPersons) plan.choice().orElseThrow()).mechanism().threshold();

    int shown = 0;
    for (int run = 0; run < RUNS; run++) {
      Optional<NoisyGroup> group = shown(plan, threshold, run);
      shown += group.isPresent() ? 1 : 0;
      group.ifPresent(
          passed ->
              assertThat(passed.statistics().figures().get(0).value().orElseThrow())
                  .isGreaterThanOrEqualTo(threshold));
    }

    assertThat(shown).isBetween(RUNS / 3, 2 * RUNS / 3);
  }

  @Test
  void groups_of_the_data_have_no_levels() {
    ReleaseBuilder spec =
        ReleaseSpec.named("campaigns")
            .source("touchpoints")
            .period("2026-01-01", "2026-02-01")
            .keys("campaign")
            .selection(1, "1")
            .without("campaign")
            .perPerson(1, 1)
            .count("contacts")
            .price("1", "1e-6");

    assertThatThrownBy(spec::build)
        .hasMessage("levels: expected none beside groups selected from the data");
  }

  @Test
  void without_delta_nothing_is_selected() {
    assertThatThrownBy(() -> plan(1, 1, "0"))
        .hasMessage("groups that are selected from the data need a delta above 0, such as 1e-6");
  }
}
