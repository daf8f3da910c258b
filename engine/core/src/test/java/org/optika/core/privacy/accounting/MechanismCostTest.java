package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MechanismCostTest {

  private static MechanismCost mechanism(int kind, Random random) {
    double size = Math.exp(random.nextDouble() * 6 - 3);
    return switch (kind) {
      case 0 -> new LaplaceCost(size);
      case 1 -> new GaussianCost(size);
      case 2 -> new DiscreteLaplaceCost(size / 4, 1 + random.nextInt(4));
      case 3 -> new DiscreteGaussianCost(0.3 + size, 1 + random.nextInt(4));
      case 4 -> new ExponentialCost(size);
      case 5 -> new BoxCost(size, random.nextDouble() / 1000);
      default -> throw new AssertionError("kind " + kind);
    };
  }

  /**
   * Ten of each permitted mechanism; a new one without a case fails here. {@link
   * DiscreteGaussianVectorCost} is a bound for many and exact for none: it has a test of its own.
   */
  static Stream<Arguments> everyMechanism() {
    int kinds = MechanismCost.class.getPermittedSubclasses().length - 1;
    return LongStream.range(0, 10L * kinds)
        .mapToObj(seed -> Arguments.of(mechanism((int) (seed % kinds), new Random(seed)), seed));
  }

  private static DoubleUnaryOperator exactDelta(MechanismCost mechanism) {
    if (mechanism instanceof LaplaceCost laplace) {
      return epsilon -> ExactPrices.laplace(laplace.scale(), epsilon);
    }
    if (mechanism instanceof GaussianCost gaussian) {
      return epsilon -> ExactPrices.gaussian(gaussian.sigma(), epsilon);
    }
    if (mechanism instanceof DiscreteLaplaceCost laplace) {
      return epsilon ->
          ExactPrices.allOutcomes(
              x -> -laplace.parameter() * Math.abs(x),
              (int) laplace.sensitivity(),
              (int) (40 / laplace.parameter()) + 4,
              1,
              epsilon);
    }
    if (mechanism instanceof DiscreteGaussianCost gaussian) {
      return epsilon ->
          ExactPrices.allOutcomes(
              x -> -x * x / (2 * gaussian.sigma() * gaussian.sigma()),
              (int) gaussian.sensitivity(),
              (int) (12 * gaussian.sigma()) + 4,
              1,
              epsilon);
    }
    if (mechanism instanceof ExponentialCost exponential) {
      return epsilon -> worstOfBoundedRange(exponential.epsilon(), epsilon);
    }
    BoxCost box = (BoxCost) mechanism;
    return epsilon -> ExactPrices.box(box.epsilon(), box.delta(), epsilon);
  }

  /** Tries intervals [t - range, t] of losses, and takes the mechanism with the two ends. */
  private static double worstOfBoundedRange(double range, double epsilon) {
    double worst = 0;
    for (int step = 0; step <= 20_000; step++) {
      double t = range * step / 20_000;
      double up = Math.expm1(range - t) / (Math.exp(range - t) - Math.exp(-t));
      worst = Math.max(worst, up * Math.max(0, -Math.expm1(epsilon - t)));
    }
    return worst;
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyMechanism")
  void delta_of_one_release_is_the_exact_one_and_not_below(MechanismCost mechanism, long seed) {
    PrivacyLossDistribution losses = mechanism.lossDistribution();
    DoubleUnaryOperator exact = exactDelta(mechanism);
    double typical = Math.sqrt(2 * mechanism.zcdpRho().orElse(0.5));

    for (double epsilon : new Random(seed).doubles(10, 0, 3 * typical).toArray()) {
      double expected = exact.applyAsDouble(epsilon);
      assertThat(losses.delta(epsilon))
          .isBetween(expected * (1 - 1e-9) - 1e-16, expected * (1 + 1e-5) + 1e-14);
    }
  }

  /**
   * The losses of the neighbour are -loss with probability P(loss) e^-loss. Up to what the lower
   * tail was moved, which cannot raise a delta of the neighbour by more than its e^-loss.
   */
  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyMechanism")
  void adding_a_person_costs_what_removing_one_costs(MechanismCost mechanism, long seed) {
    PrivacyLossDistribution losses = mechanism.lossDistribution();
    double epsilon = new Random(seed).nextDouble() * Math.sqrt(2 * mechanism.zcdpRho().orElse(0.5));

    double ofNeighbour = losses.infinite();
    for (int i = 0; i < losses.points(); i++) {
      double loss = (losses.lowest() + i) * losses.interval();
      if (-loss > epsilon) {
        ofNeighbour += losses.mass(i) * Math.exp(-loss) * -Math.expm1(epsilon + loss);
      }
    }

    double delta = losses.delta(epsilon);
    assertThat(ofNeighbour).isCloseTo(delta, within(1e-4 * delta + 1e-9));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyMechanism")
  void pure_epsilon_bounds_all_losses(MechanismCost mechanism, long seed) {
    OptionalDouble pure = mechanism.pureEpsilon();
    PrivacyLossDistribution losses = mechanism.lossDistribution();

    if (pure.isPresent()) {
      assertThat(losses.infinite()).isZero();
      assertThat(losses.epsilon(1e-12)).isLessThanOrEqualTo(pure.getAsDouble() + losses.interval());
    } else {
      assertThat(losses.infinite()).isPositive();
    }
  }

  /** zCDP says more than any of its conversions, so the exact price must be within them. */
  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyMechanism")
  void rho_covers_the_exact_delta(MechanismCost mechanism, long seed) {
    double epsilon = new Random(seed).nextDouble();
    double rho = mechanism.zcdpRho().orElse(Double.MAX_VALUE / 4);

    if (!(mechanism instanceof ExponentialCost)) { // its distribution dominates all t at once
      assertThat(exactDelta(mechanism).applyAsDouble(epsilon))
          .isLessThanOrEqualTo(ConcentratedPrivacy.delta(rho, epsilon));
    }
  }

  @Test
  void rhos_and_epsilons_are_the_published_ones() {
    assertThat(new LaplaceCost(4).zcdpRho()).hasValue(1.0 / 32);
    assertThat(new LaplaceCost(4).pureEpsilon()).hasValue(0.25);
    assertThat(new GaussianCost(4).zcdpRho()).hasValue(1.0 / 32);
    assertThat(new GaussianCost(4).pureEpsilon()).isEmpty();
    assertThat(new DiscreteLaplaceCost(0.125, 4).zcdpRho()).hasValue(0.125);
    assertThat(new DiscreteLaplaceCost(0.125, 4).pureEpsilon()).hasValue(0.5);
    assertThat(new DiscreteGaussianCost(8, 2).zcdpRho()).hasValue(1.0 / 32);
    assertThat(new DiscreteGaussianCost(8, 2).pureEpsilon()).isEmpty();
    assertThat(new ExponentialCost(2).zcdpRho()).hasValue(0.5);
    assertThat(new ExponentialCost(2).pureEpsilon()).hasValue(2);
    assertThat(new BoxCost(2, 0).zcdpRho()).hasValue(2);
    assertThat(new BoxCost(2, 0).pureEpsilon()).hasValue(2);
    assertThat(new BoxCost(2, 1e-9).zcdpRho()).isEmpty();
    assertThat(new BoxCost(2, 1e-9).pureEpsilon()).isEmpty();
  }

  @Test
  void a_charge_counts_each_use() {
    Charge charge = new Charge(new LaplaceCost(4), 8);

    assertThat(charge.pureEpsilon()).hasValue(2);
    assertThat(charge.zcdpRho()).hasValue(0.25);
    assertThat(Charge.of(new GaussianCost(1)).pureEpsilon()).isEmpty();
  }

  /** Canonne, Kamath and Steinke 2020, theorem 7, by their own program. */
  @ParameterizedTest
  @CsvSource({"1, 1, 0.14135133940562192", "10, 0.2, 9.3992255e-4"})
  void discrete_gaussian_noise_has_the_delta_of_theorem_7(
      double sigma, double epsilon, double expected) {
    assertThat(new DiscreteGaussianCost(sigma, 1).delta(epsilon))
        .isCloseTo(expected, within(1e-8 * expected))
        .isGreaterThanOrEqualTo(expected * (1 - 1e-8));
  }

  /** The bound by normal noise is for lattices on which a sum over all points would take long. */
  @ParameterizedTest
  @CsvSource({"0.5, 1e-6", "1, 1e-6", "10, 1e-9"})
  void a_fine_lattice_costs_little_more_than_continuous_noise(double ratio, double delta) {
    double sigma = 1e6;
    double discrete =
        new DiscreteGaussianCost(sigma, (long) (sigma / ratio)).lossDistribution().epsilon(delta);
    double continuous = AnalyticGaussian.epsilon(ratio, delta);

    assertThat(discrete).isBetween(continuous, continuous * (1 + 1e-5));
  }

  /** Groups of neighbouring steps are charged like the step of theirs that loses most. */
  @Test
  void a_fine_lattice_costs_little_more_than_continuous_laplace_noise() {
    PrivacyLossDistribution losses = new DiscreteLaplaceCost(1e-7, 10_000_000).lossDistribution();

    for (double epsilon : List.of(0.0, 0.5, 0.9)) {
      double continuous = ExactPrices.laplace(1, epsilon);
      assertThat(losses.delta(epsilon)).isBetween(continuous, continuous * (1 + 1e-5));
    }
  }

  @Test
  void parameters_out_of_range_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LaplaceCost(0))
        .withMessage("scale must be > 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianCost(Double.NaN))
        .withMessage("sigma must be > 0, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscreteLaplaceCost(-1, 1))
        .withMessage("parameter must be > 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscreteLaplaceCost(1, 0))
        .withMessage("sensitivity must be in [1, 2^53], got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscreteGaussianCost(0.01, 1))
        .withMessage("sigma must be in [0.05, 1e15], got 0.01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialCost(0))
        .withMessage("epsilon must be > 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoxCost(1, 1))
        .withMessage("delta must be in [0, 1), got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Charge.of(new BoxCost(2e6, 0)).lossDistribution())
        .withMessage(
            "losses from -2000000.0 to 2000000.0 are beyond accounting; they must be at most 1000000.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Charge(new BoxCost(1, 0), 0))
        .withMessage("count must be >= 1, got 0");
  }
}
