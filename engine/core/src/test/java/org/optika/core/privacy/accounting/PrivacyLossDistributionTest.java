package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrivacyLossDistributionTest {

  static LongStream seeds() {
    return LongStream.range(0, 6);
  }

  private static PrivacyLossDistribution losses(MechanismCost mechanism, int count) {
    return new Charge(mechanism, count).lossDistribution();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1e-5",
    "0.5, 1, 1e-6",
    "0.1, 3, 1e-6",
    "5, 10, 1e-9",
    "10, 100, 1e-12",
    "20, 365, 1e-6",
    "50, 1000, 1e-6",
    "100, 10000, 1e-12",
    "1000, 1000000, 1e-9"
  })
  void gaussian_noise_costs_the_analytic_price_and_at_most_a_thousandth_more(
      double sigma, int count, double delta) {
    double exact = AnalyticGaussian.epsilon(sigma / Math.sqrt(count), delta);

    assertThat(losses(new GaussianCost(sigma), count).epsilon(delta))
        .isBetween(exact * (1 - 1e-9), exact * (1 + 1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 30, 1e-6",
    "0.05, 100, 1e-6",
    "1, 5, 1e-3",
    "0.3, 1000, 1e-10",
    "0.7, 17, 1e-12"
  })
  void pure_mechanisms_compose_to_the_optimum(double epsilon, int count, double delta) {
    double exact = ExactPrices.epsilon(e -> ExactPrices.pureComposition(epsilon, count, e), delta);

    assertThat(losses(new BoxCost(epsilon, 0), count).epsilon(delta))
        .isBetween(exact * (1 - 1e-9), exact * (1 + 1e-4));
  }

  @ParameterizedTest
  @CsvSource({"0.8, 1, 3", "1.1, 2, 3", "0.9, 1, 2"})
  void discrete_laplace_noise_costs_what_all_outcomes_add_up_to(
      double parameter, int shift, int count) {
    PrivacyLossDistribution losses = losses(new DiscreteLaplaceCost(parameter, shift), count);

    for (double epsilon = 0.1; epsilon < parameter * shift * count; epsilon += 0.2) {
      double exact =
          ExactPrices.allOutcomes(x -> -parameter * Math.abs(x), shift, 40, count, epsilon);
      assertThat(losses.delta(epsilon)).isBetween(exact * (1 - 1e-9), exact * (1 + 1e-4) + 1e-13);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.7, 1, 3", "2, 1, 2", "3, 2, 3"})
  void discrete_gaussian_noise_costs_what_all_outcomes_add_up_to(
      double sigma, int shift, int count) {
    PrivacyLossDistribution losses = losses(new DiscreteGaussianCost(sigma, shift), count);

    for (double epsilon = 0; epsilon < 4; epsilon += 0.3) {
      double exact =
          ExactPrices.allOutcomes(x -> -x * x / (2 * sigma * sigma), shift, 27, count, epsilon);
      assertThat(losses.delta(epsilon)).isBetween(exact * (1 - 1e-9), exact * (1 + 1e-4) + 1e-13);
    }
  }

  /** The sum of k discrete Gaussians is not one, but its losses depend on the sum only. */
  @Test
  void a_hundred_discrete_gaussians_cost_what_the_distribution_of_their_sum_says() {
    double sigma = 10;
    double[] sum = {1};
    double[] one = new double[241];
    for (int x = -120; x <= 120; x++) {
      one[x + 120] = Math.exp(-x * x / (2 * sigma * sigma));
    }
    double total = Arrays.stream(one).sum();
    for (int release = 0; release < 100; release++) {
      double[] longer = new double[sum.length + 240];
      for (int i = 0; i < sum.length; i++) {
        for (int j = 0; j <= 240; j++) {
          longer[i + j] += sum[i] * one[j] / total;
        }
      }
      sum = longer;
    }
    double[] ofSum = sum;
    double exact =
        ExactPrices.epsilon(
            epsilon -> {
              double delta = 0;
              for (int i = 0; i < ofSum.length; i++) {
                double loss = (100 - 2.0 * (i - 12_000)) / (2 * sigma * sigma);
                delta += ofSum[i] * Math.max(0, -Math.expm1(epsilon - loss));
              }
              return delta;
            },
            1e-5);

    double epsilon = losses(new DiscreteGaussianCost(sigma, 1), 100).epsilon(1e-5);

    assertThat(epsilon).isBetween(exact, exact * (1 + 1e-5));
    assertThat(epsilon).isLessThan(4.377753276360127); // dp_accounting, which rounds losses up
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void gaussian_and_laplace_mixes_cost_the_exact_price_and_not_less(long seed) {
    Random random = new Random(seed);
    double scale = Math.exp(random.nextDouble() * 4 - 1);
    double inverseVariances = 0;
    PrivacyLossDistribution losses = PrivacyLossDistribution.none();
    int gaussians = 1 + random.nextInt(6);
    int place = random.nextInt(gaussians);
    for (int i = 0; i < gaussians; i++) {
      double sigma = Math.exp(random.nextDouble() * 3);
      inverseVariances += 1 / (sigma * sigma);
      losses = losses.plus(losses(new GaussianCost(sigma), 1));
      if (i == place) {
        losses = losses.plus(losses(new LaplaceCost(scale), 1));
      }
    }
    double sigma = 1 / Math.sqrt(inverseVariances);
    double delta = Math.pow(10, -2 - 8 * random.nextDouble());

    double exact = ExactPrices.epsilon(e -> ExactPrices.gaussianAndLaplace(sigma, scale, e), delta);

    assertThat(losses.epsilon(delta)).isBetween(exact * (1 - 1e-7), exact * (1 + 1e-4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_gaussian_after_boxes_costs_the_mean_over_the_boxes(long seed) {
    Random random = new Random(seed);
    double sigma = 1 + 5 * random.nextDouble();
    double box = random.nextDouble();
    double boxDelta = 1e-8 * random.nextDouble();
    double up = 1 / (1 + Math.exp(-box));
    double exact =
        ExactPrices.epsilon(
            e ->
                boxDelta
                    + (1 - boxDelta)
                        * (up * ExactPrices.gaussian(sigma, e - box)
                            + (1 - up) * ExactPrices.gaussian(sigma, e + box)),
            1e-6);

    double epsilon =
        losses(new BoxCost(box, boxDelta), 1)
            .plus(losses(new GaussianCost(sigma), 1))
            .epsilon(1e-6);

    assertThat(epsilon).isBetween(exact * (1 - 1e-8), exact * (1 + 1e-4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_coarser_grid_costs_more_and_never_less(long seed) {
    Random random = new Random(seed);
    PrivacyLossDistribution fine = losses(new GaussianCost(1 + 9 * random.nextDouble()), 1);
    PrivacyLossDistribution coarse = fine.coarsened(fine.exponent() - 5);

    for (double epsilon : random.doubles(20, 0, 1).toArray()) {
      assertThat(coarse.delta(epsilon)).isGreaterThanOrEqualTo(fine.delta(epsilon));
    }
    assertThat(coarse.epsilon(1e-6)).isBetween(fine.epsilon(1e-6), fine.epsilon(1e-6) * 1.001);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void epsilon_falls_with_delta_and_grows_with_count(long seed) {
    Random random = new Random(seed);
    MechanismCost mechanism =
        random.nextBoolean()
            ? new LaplaceCost(1 + 10 * random.nextDouble())
            : new GaussianCost(1 + 10 * random.nextDouble());
    double delta = Math.pow(10, -3 - 7 * random.nextDouble());
    int count = 1 + random.nextInt(30);

    PrivacyLossDistribution losses = losses(mechanism, count);

    assertThat(losses.epsilon(delta)).isGreaterThan(losses.epsilon(2 * delta));
    assertThat(losses(mechanism, count + 1).epsilon(delta)).isGreaterThan(losses.epsilon(delta));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void delta_and_epsilon_are_inverse(long seed) {
    Random random = new Random(seed);
    PrivacyLossDistribution losses =
        losses(new GaussianCost(1 + random.nextDouble()), 1 + random.nextInt(9));
    double delta = Math.pow(10, -2 - 8 * random.nextDouble());

    double epsilon = losses.epsilon(delta);

    assertThat(losses.delta(epsilon)).isCloseTo(delta, within(1e-6 * delta));
  }

  @Test
  void what_is_lost_with_more_than_delta_has_no_price() {
    PrivacyLossDistribution losses = losses(new BoxCost(0.1, 1e-6), 4);

    assertThat(losses.epsilon(3.9e-6)).isInfinite();
    assertThat(losses.epsilon(4.1e-6)).isLessThan(0.41);
    assertThat(losses.delta(1)).isCloseTo(4e-6, within(1e-11));
  }

  @Test
  void what_is_cut_above_is_lost_for_good_and_what_is_cut_below_moves_up() {
    double[] masses = {4e-11, 5e-11, 0.5, 0.25, 3e-21};

    PrivacyLossDistribution trimmed = PrivacyLossDistribution.trimmed(14, -7, masses, 0.125);

    assertThat(trimmed.lowest()).isEqualTo(-5);
    assertThat(trimmed.points()).isEqualTo(2);
    assertThat(trimmed.mass(0)).isEqualTo(0.5 + 9e-11);
    assertThat(trimmed.mass(1)).isEqualTo(0.25);
    assertThat(PrivacyLossDistribution.trimmed(14, -7, masses, 0).infinite()).isEqualTo(3e-21);
  }

  @Test
  void nothing_released_costs_nothing() {
    assertThat(PrivacyLossDistribution.none().epsilon(1e-12)).isZero();
    assertThat(PrivacyLossDistribution.none().delta(0)).isZero();
  }

  @Test
  void deltas_that_cannot_be_told_from_what_is_cut_off_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyLossDistribution.none().epsilon(1e-13))
        .withMessage("delta must be in [1.0E-12, 1), got 1.0E-13");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyLossDistribution.none().delta(-1))
        .withMessage("epsilon must be >= 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> losses(new BoxCost(1e6, 0), 1 << 20))
        .withMessage("losses add up to more than can be accounted");
  }
}
