package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.uplift.People.control;
import static org.optika.core.scores.uplift.People.treated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpliftCountsTest {
  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void people_of_one_score_are_one_bin() {
    People people = People.of(control(0.0, 1), treated(2, 1), treated(-0.0, 0), treated(2, 0));

    UpliftCounts counts = people.counts();

    assertThat(counts.bins())
        .containsExactly(
            new UpliftBin(2, ArmSums.ofBinary(2, 1), ArmSums.ZERO),
            new UpliftBin(0, ArmSums.ofBinary(1, 0), ArmSums.ofBinary(1, 1)));
    assertThat(counts.outcome()).isEqualTo(OutcomeKind.BINARY);
    assertThat(new UpliftBin(-0.0, ArmSums.ZERO, ArmSums.ZERO))
        .isEqualTo(new UpliftBin(0.0, ArmSums.ZERO, ArmSums.ZERO));
  }

  @Test
  void each_treatment_is_a_pair_with_control() {
    double[] scores = {1, 1, 1, 1};
    double[] outcomes = {1, 0, 1, 7};
    int[] arms = {0, 1, 2, 3};

    UpliftCounts second = UpliftCounts.of(scores, outcomes, arms, 2);

    assertThat(second.treated()).isEqualTo(ArmSums.of(1));
    assertThat(second.control()).isEqualTo(ArmSums.of(1));
    // The 7 belongs to another treatment.
    assertThat(second.outcome()).isEqualTo(OutcomeKind.BINARY);
    assertThat(UpliftCounts.of(scores, outcomes, arms, 3).outcome()).isEqualTo(OutcomeKind.REAL);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void parts_add_up_in_any_order(long seed) {
    Random random = new Random(seed);
    People people = People.random(random, 8);
    List<UpliftCounts> parts = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      double[] score = {people.scores()[i]};
      double[] outcome = {people.outcomes()[i]};
      parts.add(UpliftCounts.of(score, outcome, new int[] {people.arms()[i]}, 1));
    }
    Collections.shuffle(parts, random);

    UpliftCounts sum = parts.stream().reduce(UpliftCounts.none(), UpliftCounts::plus);

    assertThat(sum).isEqualTo(people.counts());
  }

  @Test
  void scores_that_are_no_numbers_are_refused() {
    assertThatThrownBy(() -> People.of(treated(Double.NaN, 1)).counts())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score must be finite, got NaN");
  }

  @Test
  void outcomes_that_are_no_numbers_are_refused() {
    assertThatThrownBy(() -> People.of(treated(1, Double.NaN)).counts())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("outcome must be finite, got NaN");
  }

  @Test
  void columns_of_different_length_are_refused() {
    assertThatThrownBy(() -> UpliftCounts.of(new double[2], new double[3], new int[2], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scores, outcomes and arms must be of one length, got 2, 3 and 2");
  }

  @Test
  void control_is_no_treatment() {
    assertThatThrownBy(() -> UpliftCounts.of(new double[2], new double[2], new int[2], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("treatment must be >= 1, got 0");
  }

  @Test
  void bins_out_of_order_are_refused() {
    UpliftBin bin = new UpliftBin(1, ArmSums.ZERO, ArmSums.ZERO);

    assertThatThrownBy(() -> new UpliftCounts(OutcomeKind.BINARY, List.of(bin, bin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scores must fall strictly, got 1.0 after 1.0");
  }

  @Test
  void sums_that_no_binary_outcome_has_are_refused() {
    UpliftBin bin = new UpliftBin(1, new ArmSums(2, 1, 3), ArmSums.ZERO);

    assertThatThrownBy(() -> new UpliftCounts(OutcomeKind.BINARY, List.of(bin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sums of binary outcomes must be whole, equal and in [0, people], got 1.0 and 3.0 of"
                + " 2");
  }

  @Test
  void sums_that_no_people_have_are_refused() {
    assertThatThrownBy(() -> new ArmSums(-1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("people must be >= 0, got -1");
    assertThatThrownBy(() -> new ArmSums(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nobody has no outcome, got 1.0 and squares 1.0");
    assertThatThrownBy(() -> new ArmSums(1, 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("squares must be finite and >= 0, got -1.0");
    assertThatThrownBy(() -> ArmSums.ofBinary(2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ones must be in [0, people = 2], got 3");
  }

  @Test
  void bins_of_different_scores_do_not_add() {
    UpliftBin one = new UpliftBin(1, ArmSums.ZERO, ArmSums.ZERO);
    UpliftBin two = new UpliftBin(2, ArmSums.ZERO, ArmSums.ZERO);

    assertThatThrownBy(() -> one.plus(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bins of scores 1.0 and 2.0 do not add");
  }

  @Test
  void mean_and_variance_of_an_arm() {
    ArmSums arm = ArmSums.of(1).plus(ArmSums.of(2)).plus(ArmSums.of(6));

    assertThat(arm.mean()).isEqualTo(3);
    assertThat(arm.variance()).isEqualTo(7);
    assertThat(ArmSums.of(4).variance()).isNaN();
  }
}
