package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArmMinimumTest {
  private static final List<String> NAMES = List.of("none", "mail", "call");

  @Test
  void fifty_people_of_both_outcomes_are_enough() {
    ArmSums fifty = ArmSums.ofBinary(50, 1);

    assertThatCode(() -> ArmMinimum.requireEnough(NAMES, List.of(fifty, fifty, fifty)))
        .doesNotThrowAnyException();
  }

  @Test
  void all_arms_with_too_few_are_named_and_small_numbers_are_not() {
    List<ArmSums> arms =
        List.of(ArmSums.ofBinary(49, 20), ArmSums.ofBinary(9, 4), ArmSums.ofBinary(60, 60));

    assertThatThrownBy(() -> ArmMinimum.requireEnough(NAMES, arms))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "counts are too few to learn an effect: 'none' has 49 people, 'mail' has fewer than 10"
                + " people, all 60 people of 'call' have one outcome; each arm needs 50 people in"
                + " each training set, and both outcomes");
  }

  @Test
  void one_outcome_is_too_few_whichever_it_is() {
    ArmSums good = ArmSums.ofBinary(70, 7);

    assertThatThrownBy(
            () -> ArmMinimum.requireEnough(NAMES, List.of(good, ArmSums.ofBinary(55, 0), good)))
        .hasMessageContaining("all 55 people of 'mail' have one outcome");
    assertThatThrownBy(
            () -> ArmMinimum.requireEnough(NAMES, List.of(good, new ArmSums(64, 128, 256), good)))
        .hasMessageContaining("all 64 people of 'mail' have one outcome");
  }

  @Test
  void numbers_from_ten_on_are_told() {
    assertThat(ArmMinimum.told(10)).isEqualTo("10");
    assertThat(ArmMinimum.told(9)).isEqualTo("fewer than 10");
    assertThat(ArmMinimum.told(0)).isEqualTo("fewer than 10");
  }
}
