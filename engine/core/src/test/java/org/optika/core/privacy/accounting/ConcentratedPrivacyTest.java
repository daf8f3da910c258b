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

class ConcentratedPrivacyTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 1e-6, 2.1419389, 2.4507880",
    "0.5, 1e-6, 5.2215344, 5.7565218",
    "1, 1e-9, 9.5214637, 10.1045628"
  })
  void the_tight_conversion_needs_less_epsilon_than_the_closed_form(
      double rho, double delta, double tight, double bunSteinke) {
    assertThat(ConcentratedPrivacy.epsilon(rho, delta)).isCloseTo(tight, within(1e-7));
    assertThat(ConcentratedPrivacy.epsilonBunSteinke(rho, delta))
        .isCloseTo(bunSteinke, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-6, 0.02435597", "3, 1e-9, 0.12058243"})
  void the_largest_rho_spends_the_whole_epsilon(double epsilon, double delta, double expected) {
    double rho = ConcentratedPrivacy.rho(epsilon, delta);

    assertThat(rho).isCloseTo(expected, within(1e-8));
    assertThat(ConcentratedPrivacy.epsilon(rho, delta)).isLessThanOrEqualTo(epsilon);
    assertThat(ConcentratedPrivacy.epsilon(rho * (1 + 1e-9), delta)).isGreaterThan(epsilon);
  }

  /** The minimum over alpha by trying a fine ladder of them; no alpha may give less. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_order_gives_less_delta(long seed) {
    Random random = new Random(seed);
    double rho = Math.exp(random.nextDouble() * 8 - 6);
    double epsilon = rho + 3 * Math.sqrt(rho) * random.nextDouble();

    double least = 1;
    for (double beyond = 1e-4; beyond < 1e4; beyond *= 1.01) {
      double alpha = 1 + beyond;
      double delta =
          Math.exp((alpha - 1) * (alpha * rho - epsilon))
              / (alpha - 1)
              * Math.pow(1 - 1 / alpha, alpha);
      least = Math.min(least, delta);
    }

    assertThat(ConcentratedPrivacy.delta(rho, epsilon))
        .isBetween(least * (1 - 1e-3), least * (1 + 1e-9));
  }

  /** Gaussian noise of sigma is 1/(2 sigma^2)-zCDP, and its exact price is known. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void conversion_never_undercuts_the_exact_price_of_gaussian_noise(long seed) {
    Random random = new Random(seed);
    double sigma = Math.exp(random.nextDouble() * 6 - 2);
    double delta = Math.pow(10, -1 - 11 * random.nextDouble());

    double converted = ConcentratedPrivacy.epsilon(1 / (2 * sigma * sigma), delta);

    assertThat(converted).isGreaterThanOrEqualTo(AnalyticGaussian.epsilon(sigma, delta));
  }

  @Test
  void nothing_spent_costs_nothing() {
    assertThat(ConcentratedPrivacy.epsilon(0, 1e-6)).isZero();
    assertThat(ConcentratedPrivacy.delta(0, 0)).isZero();
  }

  @Test
  void arguments_out_of_range_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcentratedPrivacy.epsilon(-1, 1e-6))
        .withMessage("rho must be >= 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcentratedPrivacy.rho(1, 1))
        .withMessage("delta must be in [1.0E-300, 1), got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcentratedPrivacy.delta(1, -0.5))
        .withMessage("epsilon must be >= 0, got -0.5");
  }
}
