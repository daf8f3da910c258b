package org.optika.core.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values were computed with SciPy 1.17.1 where no other source is named. */
class SampleSizeTest {
  private static final CountLaw BINOMIAL = new BinomialLaw();

  @Test
  void one_percent_against_two_percent_needs_1349_devices() {
    TestPlan plan = SampleSize.forTest(new TestGoal(0.01, 0.02, 0.05, 0.9), BINOMIAL);

    assertThat(plan.drawn()).isEqualTo(1349);
    assertThat(plan.critical()).isEqualTo(21);
    assertThat(plan.size()).isCloseTo(0.034125, within(1e-6));
    assertThat(plan.reached()).isCloseTo(0.900185, within(1e-6));
  }

  @Test
  void a_finite_population_needs_fewer() {
    TestGoal goal = new TestGoal(0.01, 0.02, 0.05, 0.9);

    TestPlan plan = SampleSize.forTest(goal, new HypergeometricLaw(10_000));

    assertThat(plan.drawn()).isEqualTo(1214);
    assertThat(plan.critical()).isEqualTo(19);
    assertThat(SampleSize.forTest(goal, new HypergeometricLaw(100_000_000)).drawn())
        .isEqualTo(1349);
  }

  /**
   * The least sizes of all, R. A'Hern, Statistics in Medicine 20(6), 2001, table 1: with one device
   * less the test would not reach its power, with a few more it would lose it again.
   */
  @ParameterizedTest
  @CsvSource({"0.1, 0.3, 25, 6, 29", "0.05, 0.2, 27, 4, 33", "0.2, 0.4, 35, 12, 38"})
  void published_tests_are_found_below_the_size_from_which_on_power_holds(
      double nullRate, double alternative, long least, long critical, long proposed) {
    assertThat(SampleSize.critical(BINOMIAL, least, nullRate, 0.05)).isEqualTo(critical);
    assertThat(power(least, nullRate, alternative)).isGreaterThanOrEqualTo(0.8);
    assertThat(power(least - 1, nullRate, alternative)).isLessThan(0.8);

    assertThat(SampleSize.forTest(new TestGoal(nullRate, alternative, 0.05, 0.8), BINOMIAL).drawn())
        .isEqualTo(proposed);
  }

  private static double power(long drawn, double nullRate, double alternative) {
    long critical = SampleSize.critical(BINOMIAL, drawn, nullRate, 0.05);
    return BINOMIAL.atLeast(critical, drawn, alternative);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.02, 0.9", "0.1, 0.2, 0.8", "0.02, 0.05, 0.95", "0.4, 0.5, 0.8"})
  void every_larger_sample_reaches_the_power_and_the_one_below_does_not(
      double nullRate, double alternative, double power) {
    long proposed =
        SampleSize.forTest(new TestGoal(nullRate, alternative, 0.05, power), BINOMIAL).drawn();

    for (long drawn = proposed; drawn <= 2 * proposed; drawn++) {
      assertThat(power(drawn, nullRate, alternative)).isGreaterThanOrEqualTo(power);
    }
    assertThat(power(proposed - 1, nullRate, alternative)).isLessThan(power);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.02, 879", "0.05, 0.5, 402", "0.03, 0, 60", "0.03, 1, 60", "0.05, 0.1, 163"})
  void precision_is_that_of_the_interval_of_clopper_and_pearson(
      double halfWidth, double assumed, long expected) {
    assertThat(SampleSize.forPrecision(halfWidth, assumed, 0.05, BINOMIAL)).isEqualTo(expected);
  }

  @Test
  void a_small_population_is_drawn_as_a_whole_when_nothing_less_will_do() {
    assertThat(SampleSize.forPrecision(0.001, 0.5, 0.05, new HypergeometricLaw(200)))
        .isEqualTo(200);
  }

  @Test
  void a_goal_that_no_sample_reaches_is_refused() {
    TestGoal fine = new TestGoal(0.5, 0.50001, 0.01, 0.99);

    assertThatThrownBy(() -> SampleSize.forTest(fine, BINOMIAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No sample of up to 1,000,000,000 devices is large enough");
    assertThatThrownBy(() -> new TestGoal(0.02, 0.01, 0.05, 0.9))
        .hasMessage("the alternative must be in (0.02, 1), above the rate of H0, got 0.01");
    assertThatThrownBy(() -> SampleSize.forPrecision(0.6, 0.1, 0.05, BINOMIAL))
        .hasMessage("the precision must be in (0, 0.5), got 0.6");
  }
}
