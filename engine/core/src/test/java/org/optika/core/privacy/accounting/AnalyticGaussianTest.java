package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnalyticGaussianTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** Expected values: the formula of Balle and Wang with 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0.238421708134876628",
    "1, 4, 0.0000471224120079311987",
    "0.125, 60, 0.000157304881705554043",
    "20, 0.125, 0.000106641915042976647",
    "1024, 0.0009765625, 0.0000814024956991521597",
    "1024, 0.0078125, 7.40216057174605859e-20",
    "5, 2.25, 6.21378473486440406e-31",
    "0.5, 20, 2.01602880130603901e-20",
    "1.5, 0, 0.261117319636472723"
  })
  void delta_is_the_exact_one_and_not_below(double sigma, double epsilon, double expected) {
    double delta = AnalyticGaussian.delta(sigma, epsilon);

    assertThat(delta).isBetween(expected, expected * (1 + 1e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1e-6, 4.224678889326828",
    "1, 1e-5, 3.73063163",
    "0.1, 1e-6, 36.3046904",
    "8, 1e-6, 0.65293538",
    "1.0986122886681098, 1e-5, 3.424662397908964"
  })
  void sigma_is_the_one_of_balle_and_wang(double epsilon, double delta, double expected) {
    assertThat(AnalyticGaussian.sigma(epsilon, delta)).isCloseTo(expected, within(1e-8 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1e-5, 4.377178095681133",
    "1.5811388300841895, 1e-9, 3.7454668192426004",
    "1.0468478451804275, 1e-6, 4.6388289" // sigma 20, 365 times
  })
  void epsilon_is_the_one_of_balle_and_wang(double sigma, double delta, double expected) {
    assertThat(AnalyticGaussian.epsilon(sigma, delta)).isCloseTo(expected, within(2e-8 * expected));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_smallest_sigma_is_safe_and_a_smaller_one_is_not(long seed) {
    Random random = new Random(seed);
    double epsilon = Math.exp(random.nextDouble() * 9 - 6);
    double delta = Math.pow(10, -1 - 11 * random.nextDouble());

    double sigma = AnalyticGaussian.sigma(epsilon, delta);

    assertThat(AnalyticGaussian.delta(sigma, epsilon)).isLessThanOrEqualTo(delta);
    assertThat(AnalyticGaussian.delta(sigma * (1 - 1e-6), epsilon)).isGreaterThan(delta);
    assertThat(AnalyticGaussian.epsilon(sigma, delta)).isCloseTo(epsilon, within(1e-6 * epsilon));
  }

  @Test
  void much_noise_needs_no_epsilon() {
    assertThat(AnalyticGaussian.epsilon(1e6, 1e-5)).isZero();
  }

  @Test
  void arguments_out_of_range_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.sigma(0, 1e-6))
        .withMessage("epsilon must be > 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.epsilon(1, 0))
        .withMessage("delta must be in [1e-30, 1), got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyticGaussian.delta(Double.NaN, 1))
        .withMessage("sigma must be > 0, got NaN");
  }
}
