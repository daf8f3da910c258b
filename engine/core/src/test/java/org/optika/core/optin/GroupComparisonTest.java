package org.optika.core.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupComparisonTest {

  /** Charig et al. 1986, BMJ 292: open surgery against percutaneous, by size of the stone. */
  private static final GroupComparison KIDNEY_STONES =
      GroupComparison.of(
          Map.of("small", new Proportion(81, 87), "large", new Proportion(192, 263)),
          Map.of("small", new Proportion(234, 270), "large", new Proportion(55, 80)));

  @Test
  void crude_and_standardised_differences_can_have_opposite_signs() {
    assertThat(KIDNEY_STONES.crudeFirst()).isEqualTo(new Proportion(273, 350));
    assertThat(KIDNEY_STONES.crudeSecond()).isEqualTo(new Proportion(289, 350));
    assertThat(KIDNEY_STONES.crudeDifference()).isCloseTo(-0.0457, within(5e-5));
    assertThat(KIDNEY_STONES.standardisedFirst().getAsDouble()).isCloseTo(0.8325, within(5e-5));
    assertThat(KIDNEY_STONES.standardisedSecond().getAsDouble()).isCloseTo(0.7789, within(5e-5));
    assertThat(KIDNEY_STONES.standardisedDifference().getAsDouble())
        .isCloseTo(0.0536, within(1e-4));
    assertThat(KIDNEY_STONES.mixEffect().getAsDouble()).isCloseTo(-0.0994, within(1e-4));
    assertThat(KIDNEY_STONES.uncomparedEffect().getAsDouble()).isZero();
    assertThat(KIDNEY_STONES.uncompared()).isEmpty();
  }

  @Test
  void rates_by_stratum_are_kept() {
    assertThat(KIDNEY_STONES.compared())
        .containsEntry(
            "small",
            new GroupComparison.StratumPair(new Proportion(81, 87), new Proportion(234, 270)))
        .containsEntry(
            "large",
            new GroupComparison.StratumPair(new Proportion(192, 263), new Proportion(55, 80)));
  }

  @Test
  void a_stratum_of_one_group_is_reported_with_its_weight_and_left_out_of_the_standardisation() {
    GroupComparison comparison =
        GroupComparison.of(
            Map.of("web", new Proportion(60, 100), "app", new Proportion(10, 50)),
            Map.of("web", new Proportion(40, 100), "app", new Proportion(0, 0)));

    assertThat(comparison.uncompared())
        .containsExactly(
            new GroupComparison.UncomparedStratum(
                "app", new Proportion(10, 50), new Proportion(0, 0), 0.2));
    assertThat(comparison.uncomparedWeightShare()).isEqualTo(0.2);
    assertThat(comparison.crudeFirst()).isEqualTo(new Proportion(70, 150));
    assertThat(comparison.standardisedDifference().getAsDouble()).isCloseTo(0.2, within(1e-12));
    assertThat(comparison.crudeDifference()).isCloseTo(1 / 15.0, within(1e-12));
    assertThat(comparison.mixEffect().getAsDouble()).isCloseTo(-2 / 15.0, within(1e-12));
    assertThat(comparison.uncomparedEffect().getAsDouble()).isCloseTo(-2 / 15.0, within(1e-12));
  }

  @Test
  void without_a_common_stratum_only_the_crude_difference_exists() {
    GroupComparison comparison =
        GroupComparison.of(
            Map.of("web", new Proportion(1, 2)), Map.of("app", new Proportion(1, 4)));

    assertThat(comparison.crudeDifference()).isEqualTo(0.25);
    assertThat(comparison.standardisedDifference()).isEmpty();
    assertThat(comparison.mixEffect()).isEmpty();
    assertThat(comparison.uncomparedEffect()).isEmpty();
    assertThat(comparison.uncomparedWeightShare()).isEqualTo(1);
  }

  @Test
  void a_group_without_observations_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupComparison.of(Map.of("web", new Proportion(1, 2)), Map.of()))
        .withMessage("the second group has no observation; expected a denominator > 0");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equal_rates_in_every_stratum_have_no_standardised_difference(long seed) {
    Random random = new Random(seed);
    Map<String, Proportion> first = new HashMap<>();
    Map<String, Proportion> second = new HashMap<>();
    int strata = 1 + random.nextInt(6);
    for (int stratum = 0; stratum < strata; stratum++) {
      long denominator = 1 + random.nextInt(50);
      long numerator = random.nextInt((int) denominator + 1);
      first.put("s" + stratum, scaled(numerator, denominator, 1 + random.nextInt(20)));
      second.put("s" + stratum, scaled(numerator, denominator, 1 + random.nextInt(20)));
    }

    GroupComparison comparison = GroupComparison.of(first, second);

    assertThat(comparison.standardisedDifference().getAsDouble()).isCloseTo(0, within(1e-12));
    assertThat(comparison.mixEffect().getAsDouble())
        .isCloseTo(comparison.crudeDifference(), within(1e-12));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void swapping_the_groups_turns_the_sign(long seed) {
    Random random = new Random(seed);
    Map<String, Proportion> first = randomStrata(random);
    Map<String, Proportion> second = randomStrata(random);

    GroupComparison forward = GroupComparison.of(first, second);
    GroupComparison backward = GroupComparison.of(second, first);

    assertThat(forward.crudeDifference()).isCloseTo(-backward.crudeDifference(), within(1e-12));
    assertThat(forward.mixEffect().getAsDouble())
        .isCloseTo(-backward.mixEffect().getAsDouble(), within(1e-12));
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static Proportion scaled(long numerator, long denominator, long factor) {
    return new Proportion(numerator * factor, denominator * factor);
  }

  private static Map<String, Proportion> randomStrata(Random random) {
    Map<String, Proportion> strata = new HashMap<>();
    strata.put("common", scaled(random.nextInt(3), 2, 1 + random.nextInt(20)));
    int others = random.nextInt(4);
    for (int i = 0; i < others; i++) {
      strata.put("s" + random.nextInt(5), scaled(random.nextInt(3), 2, random.nextInt(20)));
    }
    return strata;
  }
}
