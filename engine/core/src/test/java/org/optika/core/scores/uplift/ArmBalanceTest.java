package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArmBalanceTest {
  @Test
  void arms_as_drawn_are_balanced() {
    ArmBalance balance = ArmBalance.of(List.of(500L, 250L, 250L), design(0.5, 0.25, 0.25));

    assertThat(balance.pValue()).isEqualTo(1);
    assertThat(balance.balanced()).isTrue();
  }

  @Test
  void the_arm_that_is_furthest_off_decides_times_the_number_of_arms() {
    // 40 of 400 too few in control: 40 / sqrt(1000 · 0.4 · 0.6) = 2.582 deviations, p = 0.009823
    ArmBalance balance = ArmBalance.of(List.of(360L, 320L, 320L), design(0.4, 0.3, 0.3));

    assertThat(balance.pValue()).isCloseTo(3 * 0.0098233, within(1e-6));
    assertThat(balance.balanced()).isTrue();
  }

  @Test
  void an_arm_that_lost_people_is_out_of_balance() {
    assertThat(ArmBalance.of(List.of(500L, 380L), design(0.5, 0.5)).balanced()).isFalse();
  }

  @Test
  void nobody_is_balanced() {
    assertThat(ArmBalance.of(List.of(0L, 0L), design(0.5, 0.5)).pValue()).isEqualTo(1);
  }

  @Test
  void every_arm_needs_a_count() {
    assertThatThrownBy(() -> ArmBalance.of(List.of(5L), design(0.5, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 arms of 2 probabilities");
  }

  private static Propensities design(double... ofArm) {
    return new Propensities(ofArm);
  }
}
