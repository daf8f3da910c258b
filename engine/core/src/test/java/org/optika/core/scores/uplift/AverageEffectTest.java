package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AverageEffectTest {
  private static UpliftCounts counts(ArmSums treated, ArmSums control) {
    return new UpliftCounts(OutcomeKind.REAL, List.of(new UpliftBin(0, treated, control)));
  }

  @Test
  void difference_in_means_with_interval_and_p_value() {
    // 60 of 100 against 40 of 100; unbiased variance 0.24 * 100 / 99 in both arms.
    AverageEffect effect =
        AverageEffect.of(counts(ArmSums.ofBinary(100, 60), ArmSums.ofBinary(100, 40)));

    double standardError = Math.sqrt(2 * 0.24 / 99);
    assertThat(effect.value()).isCloseTo(0.2, within(1e-15));
    assertThat(effect.standardError()).isCloseTo(standardError, within(1e-15));
    assertThat(effect.interval().low()).isCloseTo(0.2 - 1.959964 * standardError, within(1e-7));
    // z = 2.872281; two-sided tail of the normal table.
    assertThat(effect.pValue()).isCloseTo(0.004075, within(2e-6));
    assertThat(effect.clearlyPositive()).isTrue();
    assertThat(effect.clearlyNegative()).isFalse();
  }

  @Test
  void outcomes_without_spread_are_certain() {
    AverageEffect none = AverageEffect.of(counts(ArmSums.ofBinary(2, 2), ArmSums.ofBinary(2, 2)));
    AverageEffect some = AverageEffect.of(counts(ArmSums.ofBinary(2, 0), ArmSums.ofBinary(2, 2)));

    assertThat(none.pValue()).isEqualTo(1);
    assertThat(some.pValue()).isZero();
    assertThat(some.clearlyNegative()).isTrue();
  }

  @Test
  void weights_undo_unequal_chances() {
    // Strata of two people in ten and eight in ten treated, effects 1 and 3, base 0 and 10. A plain
    // difference of means would be (2 * 1 + 8 * 13) / 10 - (8 * 0 + 2 * 10) / 10 = 8.6.
    WeightedArm treated = times(2, WeightedArm.of(1, 0.2)).plus(times(8, WeightedArm.of(13, 0.8)));
    WeightedArm control = times(8, WeightedArm.of(0, 0.8)).plus(times(2, WeightedArm.of(10, 0.2)));

    AverageEffect effect = AverageEffect.of(treated, control);

    assertThat(effect.value()).isCloseTo(2, within(1e-12));
  }

  private static WeightedArm times(int people, WeightedArm person) {
    WeightedArm sum = WeightedArm.ZERO;
    for (int i = 0; i < people; i++) {
      sum = sum.plus(person);
    }
    return sum;
  }

  @Test
  void equal_weights_are_no_weights() {
    WeightedArm treated = WeightedArm.of(1, 0.5).plus(WeightedArm.of(3, 0.5));
    WeightedArm control = WeightedArm.of(0, 0.5).plus(WeightedArm.of(4, 0.5));

    AverageEffect weighted = AverageEffect.of(treated, control);

    AverageEffect plain =
        AverageEffect.of(
            counts(ArmSums.of(1).plus(ArmSums.of(3)), ArmSums.of(0).plus(ArmSums.of(4))));
    assertThat(weighted.value()).isEqualTo(plain.value());
    assertThat(weighted.standardError()).isCloseTo(plain.standardError(), within(1e-12));
  }

  @Test
  void weighted_intervals_hold_the_truth_as_often_as_they_promise() {
    int held = 0;
    for (int world = 0; world < 400; world++) {
      SplittableRandom random = new SplittableRandom(world);
      WeightedArm treated = WeightedArm.ZERO;
      WeightedArm control = WeightedArm.ZERO;
      for (int i = 0; i < 400; i++) {
        int stratum = random.nextInt(2);
        double propensity = stratum == 0 ? 0.3 : 0.7;
        double noise = random.nextDouble() - 0.5;
        if (random.nextDouble() < propensity) {
          treated = treated.plus(WeightedArm.of(1 + 3 * stratum + noise, propensity));
        } else {
          control = control.plus(WeightedArm.of(stratum + noise, 1 - propensity));
        }
      }
      if (AverageEffect.of(treated, control).interval().contains(2)) {
        held++;
      }
    }

    // Five standard deviations of a binomial of 400 at 95 % are 22.
    assertThat(held).isBetween(358, 400);
  }

  @Test
  void a_propensity_of_zero_or_one_is_refused() {
    for (double propensity : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> WeightedArm.of(1, propensity))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a propensity must be in (0, 1), got " + propensity);
    }
  }

  @Test
  void an_arm_without_people_has_no_mean() {
    assertThatThrownBy(WeightedArm.ZERO::mean)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an arm without people has no mean outcome");
  }

  @Test
  void tails_of_the_normal_distribution() {
    assertThat(NormalTail.above(0)).isEqualTo(0.5);
    assertThat(NormalTail.above(1.959963984540054)).isCloseTo(0.025, within(1e-15));
    assertThat(NormalTail.above(-1.6448536269514722)).isCloseTo(0.95, within(1e-15));
    assertThat(NormalTail.above(3)).isCloseTo(0.0013498980316301, within(1e-15));
    assertThat(NormalTail.above(5)).isCloseTo(2.866515718791939e-7, within(1e-19));
    assertThat(NormalTail.beyond(-1.959963984540054)).isCloseTo(0.05, within(1e-15));
  }
}
