package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionSelectionTest {

  private static final BitSource NO_BITS =
      count -> {
        throw new AssertionError("bits drawn");
      };

  private static TruncatedGeometricMechanism truncatedGeometric(
      String epsilon, String delta, int partitionsPerPerson) {
    return TruncatedGeometricMechanism.of(
        new BigDecimal(epsilon), new BigDecimal(delta), partitionsPerPerson);
  }

  /**
   * Computed with the Java library of google/differential-privacy, commit b5b0286 ({@code
   * PreAggSelectPartition}), in floating point: a 1 there may be a little less here.
   */
  @ParameterizedTest
  @CsvSource({
    "0.1, 1e-06, 2, 1, 5e-07",
    "0.1, 1e-06, 2, 5, 2.7698395076700628e-06",
    "0.1, 1e-06, 2, 10, 6.326383835664285e-06",
    "0.1, 1e-06, 2, 13, 8.928430380143302e-06",
    "0.1, 1e-06, 2, 16, 1.1951577156691825e-05",
    "0.1, 1e-06, 2, 40, 6.230660694354074e-05",
    "0.1, 1e-06, 2, 50, 0.00010905261200863222",
    "0.1, 1e-06, 2, 100, 0.001437585399202733",
    "0.5, 1e-05, 1, 5, 0.00017237748268427892",
    "0.5, 1e-05, 1, 10, 0.002272365124446774",
    "0.5, 1e-05, 1, 50, 1",
    "0.5, 1e-05, 1, 100, 1",
    "1, 1e-06, 1, 1, 1e-06",
    "1, 1e-06, 1, 2, 3.718281828459045e-06",
    "1, 1e-06, 1, 13, 0.25747370697953303",
    "1, 1e-06, 1, 15, 0.889595001566973",
    "1, 1e-06, 1, 30, 1",
    "1, 1e-06, 1, 40, 1",
    "1, 1e-06, 1, 100, 1",
    "1, 1e-06, 3, 1, 3.333333333333333e-07",
    "1, 1e-06, 3, 2, 7.985374750286965e-07",
    "1, 1e-06, 3, 5, 3.6184320630943293e-06",
    "1, 1e-06, 3, 10, 2.2776184619449e-05",
    "1, 1e-06, 3, 13, 6.335987092805685e-05",
    "1, 1e-06, 3, 15, 0.00012420671491843548",
    "1, 1e-06, 3, 16, 0.00017367776795262774",
    "1, 1e-06, 3, 20, 0.0006612296484003185",
    "1, 1e-06, 3, 30, 0.018558117657716575",
    "1, 1e-05, 1, 1, 1e-05",
    "1, 1e-05, 1, 13, 0.9118270222873677",
    "1, 1e-05, 1, 16, 0.9956156559483508",
    "1, 1e-05, 1, 20, 0.9999254111119026",
    "1, 1e-05, 1, 40, 1",
    "1, 1e-05, 1, 50, 1",
    "1.0986122886681098, 1e-05, 1, 1, 1e-05",
    "1.0986122886681098, 1e-05, 1, 2, 4e-05",
    "1.0986122886681098, 1e-05, 1, 5, 0.0012100000000000006",
    "1.0986122886681098, 1e-05, 1, 13, 0.9739025925925926",
    "1.0986122886681098, 1e-05, 1, 14, 0.9913041975308642",
    "1.0986122886681098, 1e-05, 1, 20, 0.9999930647428407",
    "1.0986122886681098, 1e-05, 1, 25, 1",
    "1.0986122886681098, 1e-05, 1, 30, 1",
    "1.0986122886681098, 1e-05, 1, 40, 1",
    "1.0986122886681098, 1e-05, 1, 50, 1",
    "1.0986122886681098, 1e-05, 1, 100, 1",
    "2, 1e-08, 1, 13, 0.999403537257932",
    "2, 1e-08, 1, 25, 1",
    "2, 1e-08, 1, 30, 1",
    "2, 1e-08, 1, 40, 1",
    "2, 1e-08, 1, 100, 1"
  })
  void keep_probabilities_are_those_of_another_library(
      String epsilon, String delta, int partitionsPerPerson, long persons, double expected) {
    BigDecimal probability =
        truncatedGeometric(epsilon, delta, partitionsPerPerson).keepProbability(persons);

    assertThat(probability.doubleValue()).isCloseTo(expected, within(expected * 1e-9));
    assertThat(probability).isLessThanOrEqualTo(BigDecimal.ONE);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 1e-06, 2, 434",
    "0.5, 1e-05, 1, 42",
    "1.0, 1e-05, 1, 23",
    "1.0, 1e-06, 1, 28",
    "2.0, 1e-08, 1, 20"
  })
  void from_the_hard_threshold_on_all_are_kept(
      String epsilon, String delta, int partitionsPerPerson, long threshold) {
    TruncatedGeometricMechanism mechanism = truncatedGeometric(epsilon, delta, partitionsPerPerson);

    assertThat(mechanism.hardThreshold()).isEqualTo(threshold);
    assertThat(mechanism.keepProbability(threshold)).isEqualTo(BigDecimal.ONE);
    assertThat(mechanism.keepProbability(threshold - 1)).isLessThan(BigDecimal.ONE);
    assertThat(mechanism.keeps(threshold, NO_BITS)).isTrue();
    assertThat(mechanism.keeps(Long.MAX_VALUE, NO_BITS)).isTrue();
  }

  /** The recursion that defines the optimum, against its closed form. */
  @ParameterizedTest
  @CsvSource({
    "1, 1e-6, 1",
    "1, 1e-6, 3",
    "0.4, 1e-9, 2",
    "5, 0.01, 1",
    "0.05, 0.4, 1",
    "20, 1e-3, 1"
  })
  void keep_probabilities_follow_the_recursion(
      String epsilon, String delta, int partitionsPerPerson) {
    TruncatedGeometricMechanism mechanism = truncatedGeometric(epsilon, delta, partitionsPerPerson);
    double e = Math.exp(Double.parseDouble(epsilon) / partitionsPerPerson);
    double d = Double.parseDouble(delta) / partitionsPerPerson;

    double expected = 0;
    for (int n = 1; n <= mechanism.hardThreshold(); n++) {
      expected = Math.min(1, Math.min(e * expected + d, 1 - (1 - expected - d) / e));
      assertThat(mechanism.keepProbability(n).doubleValue())
          .as("%s persons", n)
          .isCloseTo(expected, within(1e-9 * expected));
    }
  }

  /** Both outcomes, with one person more and with one less. */
  @ParameterizedTest
  @CsvSource({"1, 1e-6", "0.1, 1e-5", "3, 1e-3"})
  void neighbours_are_as_close_as_epsilon_and_delta_say(String epsilon, String delta) {
    TruncatedGeometricMechanism mechanism = truncatedGeometric(epsilon, delta, 1);
    double e = Math.exp(Double.parseDouble(epsilon));
    double d = Double.parseDouble(delta);

    for (int n = 0; n <= mechanism.hardThreshold(); n++) {
      double less = mechanism.keepProbability(n).doubleValue();
      double more = mechanism.keepProbability(n + 1).doubleValue();
      assertThat(more).isBetween(less, e * less + d + 1e-12);
      assertThat(1 - less).isLessThanOrEqualTo(e * (1 - more) + d + 1e-12);
    }
  }

  /** A tiny epsilon has a hard threshold in the hundred thousands; no table of them is made. */
  @Test
  void small_epsilons_are_as_quick_as_large_ones() {
    TruncatedGeometricMechanism mechanism = truncatedGeometric("0.0001", "1e-9", 1);

    assertThat(mechanism.hardThreshold()).isBetween(200_000L, 300_000L);
    assertThat(mechanism.keepProbability(1)).isEqualByComparingTo("1e-9");
  }

  @ParameterizedTest
  @CsvSource({"10", "12", "13", "14", "15", "18"})
  void partitions_are_kept_as_often_as_the_probability_says(long persons) {
    int draws = 20_000;
    TruncatedGeometricMechanism mechanism = truncatedGeometric("1", "1e-6", 1);
    BitSource bits = TestStreams.named("keep " + persons);

    int kept = 0;
    for (int i = 0; i < draws; i++) {
      kept += mechanism.keeps(persons, bits) ? 1 : 0;
    }

    double expected = mechanism.keepProbability(persons).doubleValue();
    double error = Math.sqrt(expected * (1 - expected) / draws);
    assertThat((double) kept / draws).isCloseTo(expected, within(4 * error));
  }

  @Test
  void nobody_is_never_kept() {
    DiscreteGaussianMechanism noise = DiscreteGaussianMechanism.ofSigma(BigDecimal.TEN);

    assertThat(truncatedGeometric("1", "1e-6", 1).keeps(0, NO_BITS)).isFalse();
    assertThat(truncatedGeometric("1", "1e-6", 1).keepProbability(0)).isZero();
    assertThat(new GaussianThresholdMechanism(noise, 20).keeps(0, NO_BITS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"30", "40", "50", "60"})
  void noisy_counts_reach_the_threshold_as_often_as_the_tail_says(long persons) {
    int draws = 20_000;
    int threshold = 48;
    GaussianThresholdMechanism mechanism =
        new GaussianThresholdMechanism(
            DiscreteGaussianMechanism.ofSigma(new BigDecimal("8.5")), threshold);
    BitSource bits = TestStreams.named("threshold " + persons);

    int kept = 0;
    for (int i = 0; i < draws; i++) {
      kept += mechanism.keeps(persons, bits) ? 1 : 0;
    }

    DiscreteDistribution noise = DiscreteDistribution.gaussian(8.5);
    double expected = 0;
    for (int x = (int) (threshold - persons); x <= noise.reach(); x++) {
      expected += noise.probability(x);
    }
    double error = Math.sqrt(expected * (1 - expected) / draws);
    assertThat((double) kept / draws).isCloseTo(expected, within(4 * error));
  }

  @Test
  void unusable_parameters_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truncatedGeometric("0", "1e-6", 1))
        .withMessage("epsilon must be > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truncatedGeometric("1", "0.5", 1))
        .withMessage("delta must be in (0, 1/2), got 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truncatedGeometric("1", "0", 1))
        .withMessage("delta must be in (0, 1/2), got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truncatedGeometric("1", "1e-6", 0))
        .withMessage("partitions per person must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truncatedGeometric("1", "1e-6", 1).keeps(-1, NO_BITS))
        .withMessage("persons must be >= 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GaussianThresholdMechanism(
                    DiscreteGaussianMechanism.ofSigma(BigDecimal.ONE), 1))
        .withMessage("threshold must be >= 2 persons, got 1");
  }
}
