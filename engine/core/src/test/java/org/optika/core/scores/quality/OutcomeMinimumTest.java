package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutcomeMinimumTest {
  private static final OutcomeMinimum TEN = OutcomeMinimum.defaults();

  @Test
  void a_set_needs_people_of_either_outcome() {
    assertThatCode(() -> TEN.requireMet("Test set", 10, 10, "wait")).doesNotThrowAnyException();
    assertThatThrownBy(() -> TEN.requireMet("Test set", 9, 34, "wait"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Test set has fewer than 10 people with the outcome and 34 without it;"
                + " at least 10 of either are needed: wait");
    assertThatThrownBy(() -> TEN.requireMet("Test set", 10, 9, "wait"))
        .hasMessageStartingWith(
            "Test set has 10 people with the outcome and fewer than 10 without");
  }

  @Test
  void without_any_fold_enough_people_of_either_outcome_are_left() {
    assertThatCode(() -> TEN.requireMetByFolds(new long[] {10, 10}, new long[] {10, 10}))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> TEN.requireMetByFolds(new long[] {9, 11}, new long[] {50, 60}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "20 people with the outcome and 110 without it are too few for 2 folds: without the"
                + " people of any one fold, at least 10 of either are needed to learn from:"
                + " take more people, or more folds");
    assertThatThrownBy(() -> TEN.requireMetByFolds(new long[] {50, 60}, new long[] {9, 11}))
        .hasMessageStartingWith("110 people with the outcome and 20 without it are too few");
  }

  @Test
  void more_folds_are_no_help_where_one_person_less_is_too_few() {
    assertThatThrownBy(() -> TEN.requireMetByFolds(new long[] {5, 5}, new long[] {50, 60}))
        .hasMessageStartingWith("10 people with")
        .hasMessageEndingWith("to learn from: take more people");
    assertThatThrownBy(() -> TEN.requireMetByFolds(new long[] {3, 3}, new long[] {17, 17}))
        .hasMessageStartingWith("fewer than 10 people with the outcome and 34 without it are");
  }

  @Test
  void somebody_falls_in_each_fold() {
    assertThatThrownBy(
            () -> TEN.requireMetByFolds(new long[] {20, 0, 21, 0}, new long[] {20, 0, 0, 1}))
        .hasMessageContaining("too few for 4 folds: without the people of any one fold");
    assertThatThrownBy(
            () -> TEN.requireMetByFolds(new long[] {20, 0, 21, 0}, new long[] {20, 0, 20, 1}))
        .hasMessage(
            "82 people are too few for 4 folds: nobody falls in 1 of them: take fewer folds, or"
                + " more people");
  }

  @Test
  void a_minimum_is_at_least_one() {
    assertThatThrownBy(() -> new OutcomeMinimum(0)).hasMessage("people must be at least 1, got 0");
  }
}
