package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdditiveMechanismsTest {
  private static final Rational FIVE_PERCENT = Rational.of(1, 20);

  private static DiscreteLaplaceMechanism laplace(String epsilon) {
    return DiscreteLaplaceMechanism.of(new BigDecimal(epsilon), BigInteger.ONE);
  }

  private static DiscreteGaussianMechanism gaussian(String sigma) {
    return DiscreteGaussianMechanism.ofSigma(new BigDecimal(sigma));
  }

  private static void assertRelative(BigDecimal actual, double expected, double tolerance) {
    assertThat(actual.doubleValue()).isCloseTo(expected, within(expected * tolerance));
  }

  /** Closed forms, as computed with 40 digits elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 199.83341663360946, 9.98335275729611, 0.04995837495787998",
    "0.5, 7.835396178065528, 1.9190347513349437, 0.2449186624037091",
    "1, 1.841347188415584638, 0.8509181282393216, 0.46211715726000973",
    "2, 0.3620308304831552, 0.2757205647717832, 0.7615941559557649"
  })
  void laplace_moments_are_the_closed_forms(
      String epsilon, double variance, double meanAbsolute, double zero) {
    assertRelative(laplace(epsilon).variance(), variance, 1e-12);
    assertRelative(laplace(epsilon).meanAbsoluteError(), meanAbsolute, 1e-12);
    assertRelative(laplace(epsilon).probabilityOfZero(), zero, 1e-12);
  }

  /** 2t² - 1/6 + 1/(120 t²) - ..., which floating point cannot tell from 2t² any more. */
  @Test
  void laplace_variance_of_a_huge_scale_keeps_its_digits() {
    DiscreteLaplaceMechanism mechanism =
        DiscreteLaplaceMechanism.withScale(Rational.of(1_000_000_000L, 1));

    assertThat(mechanism.variance()).isEqualByComparingTo("1999999999999999999.8");
  }

  /** Sums with 40 digits, computed elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "0.25, 0.9993295245830602",
    "0.4, 0.9192179156917636",
    "0.5, 0.7865707070419479",
    "1.5, 0.26596152026762176",
    "2, 0.19947114020071635",
    "3, 0.13298076013381088",
    "10, 0.03989422804014327"
  })
  void gaussian_probability_of_zero(String sigma, double expected) {
    assertRelative(gaussian(sigma).probabilityOfZero(), expected, 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0.08080263795537884",
    "1.5, 2.25",
    "3, 9",
    "0.25, 6.7047542e-4",
    "1, 0.99999979"
  })
  void gaussian_variance(String sigma, double expected) {
    assertRelative(gaussian(sigma).variance(), expected, expected < 1 ? 1e-8 : 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 0.7, 1, 2.5, 10, 40, 63, 65, 100, 300})
  void gaussian_figures_are_those_of_a_plain_sum(double sigma) {
    DiscreteGaussianMechanism mechanism = gaussian(BigDecimal.valueOf(sigma).toPlainString());
    DiscreteDistribution plain = DiscreteDistribution.gaussian(sigma);

    double meanAbsolute = 0;
    for (int x = 1; x <= plain.reach(); x++) {
      meanAbsolute += 2 * x * plain.probability(x);
    }

    assertRelative(mechanism.variance(), plain.variance(), 1e-12);
    assertRelative(mechanism.meanAbsoluteError(), meanAbsolute, 1e-12);
    assertRelative(mechanism.probabilityOfZero(), plain.probability(0), 1e-12);
  }

  @Test
  void figures_of_sums_and_of_limits_agree_where_both_hold() {
    Rational sigmaSquared = Rational.of(4000, 1);
    DiscreteGaussianSums sums = DiscreteGaussianSums.of(sigmaSquared);
    DiscreteGaussianLimits limits = new DiscreteGaussianLimits(sigmaSquared);

    BigDecimal unit = new BigDecimal("1e-15");
    assertThat(limits.variance()).isEqualByComparingTo(sums.variance());
    assertThat(limits.meanAbsoluteError())
        .isCloseTo(sums.meanAbsoluteError(), within(unit.multiply(sums.meanAbsoluteError())));
    assertThat(limits.probabilityOfZero())
        .isCloseTo(sums.probabilityOfZero(), within(unit.multiply(sums.probabilityOfZero())));
    for (int permille = 1; permille < 1000; permille += 37) {
      Rational alpha = Rational.of(permille, 1000);
      assertThat(limits.halfWidth(alpha)).as("alpha %s", alpha).isEqualTo(sums.halfWidth(alpha));
    }
  }

  /** Smallest t with 2q^(t+1) / (1 + q) <= 0.05. */
  @ParameterizedTest
  @CsvSource({"0.1, 30", "0.5, 6", "1, 3", "2, 1", "4, 0"})
  void laplace_half_width_of_95_percent(String epsilon, long expected) {
    assertThat(laplace(epsilon).halfWidth(FIVE_PERCENT)).isEqualTo(expected);
  }

  /** From t + 1 >= 1e12 ln(40 / (1 + q)) with 40 digits: t >= 2995732273553.49. */
  @Test
  void laplace_half_width_of_a_huge_scale() {
    DiscreteLaplaceMechanism mechanism =
        DiscreteLaplaceMechanism.withScale(Rational.of(1_000_000_000_000L, 1));

    assertThat(mechanism.halfWidth(FIVE_PERCENT)).isEqualTo(2_995_732_273_554L);
  }

  /** From a plain sum, for alpha 0.05, 0.5 and 0.001. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0, 0, 0",
    "0.3, 0, 0, 1",
    "0.5, 1, 0, 1",
    "1, 2, 1, 3",
    "2, 4, 1, 7",
    "3, 6, 2, 10",
    "10, 20, 7, 33",
    "13.36, 26, 9, 44",
    "63, 123, 42, 207",
    "65, 127, 44, 214",
    "100, 196, 67, 329",
    "1000, 1960, 674, 3291",
    "10000, 19600, 6745, 32905",
    // quantiles of the normal distribution times 1e12, less a half, upwards
    "1e12, 1959963984540, 674489750196, 3290526731492"
  })
  void gaussian_half_width(String sigma, long ofTwentieth, long ofHalf, long ofThousandth) {
    DiscreteGaussianMechanism mechanism = gaussian(sigma);

    assertThat(mechanism.halfWidth(FIVE_PERCENT)).isEqualTo(ofTwentieth);
    assertThat(mechanism.halfWidth(Rational.of(1, 2))).isEqualTo(ofHalf);
    assertThat(mechanism.halfWidth(Rational.of(1, 1000))).isEqualTo(ofThousandth);
  }

  @Test
  void decimals_become_exact_parameters() {
    assertThat(DiscreteLaplaceMechanism.of(new BigDecimal("0.30"), BigInteger.valueOf(100)).scale())
        .isEqualTo(Rational.of(1000, 3));
    assertThat(gaussian("1.5").sigmaSquared()).isEqualTo(Rational.of(9, 4));
  }

  /** 4.22467889² = 17.847911724... */
  @Test
  void sigma_is_rounded_towards_more_noise() {
    assertThat(gaussian("4.22467889").sigmaSquared())
        .isEqualTo(Rational.of(new BigDecimal("17.8479118")));
    assertThat(gaussian("1e12").sigmaSquared()).isEqualTo(Rational.of(new BigDecimal("1e24")));
  }

  @Test
  void noise_is_added_to_the_exact_value() {
    DiscreteGaussianMechanism mechanism = gaussian("100");

    BigInteger noise = mechanism.noisy(BigInteger.ZERO, TestStreams.named("added"));

    assertThat(noise).isNotEqualTo(BigInteger.ZERO);
    assertThat(mechanism.noisy(1_000_000L, TestStreams.named("added")))
        .isEqualTo(1_000_000 + noise.longValueExact());
    assertThat(laplace("0.001").noisy(BigInteger.TEN.pow(30), TestStreams.named("added")))
        .isNotEqualTo(BigInteger.TEN.pow(30));
  }

  @Test
  void a_noisy_value_out_of_range_stops_at_the_end_of_the_range() {
    DiscreteGaussianMechanism mechanism = gaussian("1e12");
    BitSource bits = TestStreams.named("ends");

    for (int i = 0; i < 20; i++) {
      assertThat(mechanism.noisy(Long.MAX_VALUE, bits)).isPositive();
      assertThat(mechanism.noisy(Long.MIN_VALUE, bits)).isNegative();
    }
  }

  @Test
  void unusable_parameters_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> laplace("0"))
        .withMessage("epsilon must be > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteLaplaceMechanism.of(BigDecimal.ONE, BigInteger.ZERO))
        .withMessage("sensitivity must be > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteLaplaceMechanism.withScale(Rational.ZERO))
        .withMessage("scale must be > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gaussian("-1"))
        .withMessage("sigma must be > 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiscreteGaussianMechanism.withSigmaSquared(Rational.ZERO))
        .withMessage("sigma squared must be > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> laplace("1").halfWidth(Rational.ONE))
        .withMessage("alpha must be in (0, 1), got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gaussian("1").halfWidth(Rational.ZERO))
        .withMessage("alpha must be in [1e-20, 1), got 0");
  }

  @Test
  void mechanisms_print_their_public_parameters() {
    assertThat(laplace("0.5")).hasToString("discrete-laplace[scale=2]");
    assertThat(gaussian("1.5")).hasToString("discrete-gaussian[sigmaSquared=9/4]");
  }
}
