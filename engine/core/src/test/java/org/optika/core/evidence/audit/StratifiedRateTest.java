package org.optika.core.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedRateTest {

  @Test
  void rates_of_strata_are_weighted_by_their_devices() {
    StratifiedRate rate =
        new StratifiedRate(
            List.of(new StratumCount("a", 900, 30, 20, 1), new StratumCount("b", 100, 30, 30, 6)));

    assertThat(rate.estimate().orElseThrow()).isCloseTo(0.9 / 20 + 0.1 * 6 / 30, within(1e-15));
    assertThat(rate.population()).isEqualTo(1000);
    assertThat(rate.drawn()).isEqualTo(60);
    assertThat(rate.captured()).isEqualTo(50);
    assertThat(rate.deviating()).isEqualTo(7);
    assertThat(rate.atWorst().deviating()).isEqualTo(17);
    assertThat(rate.atWorst().captured()).isEqualTo(60);
  }

  @Test
  void one_stratum_has_the_exact_interval_of_a_finite_population() {
    StratifiedRate rate = new StratifiedRate(List.of(new StratumCount("all", 500, 120, 100, 5)));

    assertThat(rate.method()).isEqualTo("hypergeometric");
    assertThat(rate.interval(0.05)).isEqualTo(new HypergeometricLaw(500).interval(5, 100, 0.05));
    assertThat(rate.pValue(0.01))
        .isEqualTo(new HypergeometricLaw(500).atLeast(5, 100, 0.01))
        .isCloseTo(3.0e-4, within(1e-4)); // C(100, 5) / C(500, 5)
  }

  @Test
  void an_exactly_proportional_sample_has_the_interval_of_clopper_and_pearson() {
    StratifiedRate rate =
        new StratifiedRate(
            List.of(
                new StratumCount("a", 6000, 60, 60, 9), new StratumCount("b", 4000, 40, 40, 1)));

    RateInterval pooled = new BinomialLaw().interval(10, 100, 0.05);
    assertThat(rate.method()).isEqualTo("pooled-binomial");
    assertThat(rate.interval(0.05).lower()).isCloseTo(pooled.lower(), within(1e-12));
    assertThat(rate.interval(0.05).upper()).isCloseTo(pooled.upper(), within(1e-12));
    assertThat(rate.pValue(0.05))
        .isCloseTo(new BinomialLaw().atLeast(10, 100, 0.05), within(1e-12));
  }

  @Test
  void a_stratum_without_captures_may_have_any_rate() {
    StratifiedRate rate =
        new StratifiedRate(
            List.of(new StratumCount("a", 800, 100, 100, 0), new StratumCount("b", 200, 25, 0, 0)));

    assertThat(rate.estimate()).contains(0.0);
    assertThat(rate.interval(0.05).lower()).isZero();
    assertThat(rate.interval(0.05).upper()).isBetween(0.2, 0.24);
    assertThat(rate.pValue(0.01)).isOne();
  }

  @Test
  void without_any_capture_nothing_is_known() {
    StratifiedRate rate = new StratifiedRate(List.of(new StratumCount("all", 800, 100, 0, 0)));

    assertThat(rate.estimate()).isEmpty();
    assertThat(rate.interval(0.05)).isEqualTo(new RateInterval(0, 1));
    assertThat(rate.pValue(0.01)).isOne();
    assertThatThrownBy(() -> new StratumCount("all", 10, 5, 6, 0))
        .hasMessage(
            "stratum 'all' must have deviating <= captured <= drawn <= devices, got 0, 6, 5, 10");
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  /**
   * The exact probability of missing, over all outcomes of two strata of any sizes and rates, drawn
   * in any proportion.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void intervals_and_tests_keep_alpha_whatever_the_strata_are(long seed) {
    Random random = new Random(seed);
    int[] devices = {5 + random.nextInt(60), 5 + random.nextInt(20)};
    int[] drawn = {1 + random.nextInt(devices[0]), 1 + random.nextInt(devices[1])};
    int[] deviating = {
      random.nextInt(1 + devices[0] / (1 + random.nextInt(20))),
      random.nextInt(1 + devices[1] / (1 + random.nextInt(5)))
    };
    double truth = (double) (deviating[0] + deviating[1]) / (devices[0] + devices[1]);
    double[] first = CountLaws.hypergeometric(devices[0], deviating[0], drawn[0]);
    double[] second = CountLaws.hypergeometric(devices[1], deviating[1], drawn[1]);
    double missed = 0;
    double rejected = 0;

    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        double chance = first[i] * second[j];
        if (chance == 0) {
          continue;
        }
        StratifiedRate rate =
            new StratifiedRate(
                List.of(
                    new StratumCount("a", devices[0], drawn[0], drawn[0], i),
                    new StratumCount("b", devices[1], drawn[1], drawn[1], j)));
        RateInterval interval = rate.interval(0.1);
        boolean inside = interval.lower() <= truth + 1e-12 && truth <= interval.upper() + 1e-12;
        missed += inside ? 0 : chance;
        rejected += rate.pValue(truth) <= 0.05 ? chance : 0;
        double estimate = rate.estimate().orElseThrow();
        assertThat(estimate).isBetween(interval.lower() - 1e-12, interval.upper() + 1e-12);
      }
    }

    assertThat(missed).isLessThanOrEqualTo(0.1);
    assertThat(rejected).isLessThanOrEqualTo(0.05);
  }

  /**
   * Exact power and size of the size that is proposed for four strata, with the deviating devices
   * spread evenly, in one large stratum, and in the smallest ones first.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void two_percent_is_found_and_one_percent_is_not_wherever_the_deviating_devices_are(int minimum) {
    int[] devices = {9_000, 6_500, 4_000, 500};
    List<Stratum> strata = new ArrayList<>();
    for (int each : devices) {
      strata.add(new Stratum("s" + strata.size(), each));
    }
    TestPlan plan =
        StratifiedPlan.forTest(
            new TestGoal(0.01, 0.02, 0.05, 0.9), Allocation.proportional(strata, minimum));
    long[] drawn = Allocation.proportional(strata, minimum).growTo(plan.drawn()).drawn();

    assertThat(plan.drawn()).isBetween(1349L, 1500L);
    for (int[] spread : new int[][] {{180, 130, 80, 10}, {400, 0, 0, 0}, {0, 0, 0, 400}}) {
      int[] half = {spread[0] / 2, spread[1] / 2, spread[2] / 2, spread[3] / 2};
      assertThat(alarm(devices, spread, drawn, plan)).isGreaterThanOrEqualTo(0.9);
      assertThat(alarm(devices, half, drawn, plan)).isLessThanOrEqualTo(0.05);
    }
  }

  private static double alarm(int[] devices, int[] deviating, long[] drawn, TestPlan plan) {
    List<double[]> laws = new ArrayList<>();
    for (int i = 0; i < devices.length; i++) {
      laws.add(CountLaws.hypergeometric(devices[i], deviating[i], (int) drawn[i]));
    }
    return CountLaws.mean(CountLaws.sum(laws), count -> count >= plan.critical() ? 1 : 0);
  }
}
