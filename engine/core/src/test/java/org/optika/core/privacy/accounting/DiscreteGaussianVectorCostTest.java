package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiscreteGaussianVectorCostTest {
  private static final double[] EPSILONS = {0, 0.1, 0.5, 1, 2, 4};

  static Stream<Arguments> boundsOfChanges() {
    return Stream.of(1.0, 2.5, 6.0, 40.0)
        .flatMap(
            sigma ->
                Stream.of(
                    Arguments.of(sigma, 1, 1),
                    Arguments.of(sigma, 3, 3),
                    Arguments.of(sigma, 3, 2),
                    Arguments.of(sigma, 6, 4),
                    Arguments.of(sigma, 7, 1)));
  }

  /** A person in {@code groups} leaves changes upper groups by numbers that add up to that. */
  @ParameterizedTest(name = "sigma {0}, {1} groups, at most {2} in one")
  @MethodSource("boundsOfChanges")
  void no_change_within_the_bounds_costs_more(double sigma, int groups, int inOne) {
    int whole = groups / inOne;
    int rest = groups % inOne;
    double l2 = Math.sqrt(whole * inOne * inOne + rest * rest);
    PrivacyLossDistribution bound =
        new DiscreteGaussianVectorCost(sigma, l2, groups, groups).lossDistribution();
    PrivacyLossDistribution boundWithLaplace = bound.plus(new LaplaceCost(2).lossDistribution());

    for (List<Integer> change : partitions(groups, inOne)) {
      TreeMap<Double, Double> losses = losses(sigma, change);
      for (double epsilon : EPSILONS) {
        assertThat(bound.delta(epsilon))
            .as("%s at epsilon %s", change, epsilon)
            .isGreaterThanOrEqualTo(delta(losses, epsilon));
        assertThat(boundWithLaplace.delta(epsilon))
            .as("%s and Laplace noise at epsilon %s", change, epsilon)
            .isGreaterThanOrEqualTo(deltaWithLaplace(losses, epsilon));
      }
    }
  }

  /** All ways to write a number as a sum of parts that do not grow. */
  private static List<List<Integer>> partitions(int number, int largest) {
    if (number == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (int part = Math.min(number, largest); part > 0; part--) {
      for (List<Integer> rest : partitions(number - part, part)) {
        List<Integer> one = new ArrayList<>(List.of(part));
        one.addAll(rest);
        all.add(one);
      }
    }
    return all;
  }

  /** Exact probabilities of all losses: that of noise x depends on the sum of change times x. */
  private static TreeMap<Double, Double> losses(double sigma, List<Integer> change) {
    int reach = (int) Math.ceil(9 * sigma);
    double total = 0;
    for (int x = -reach; x <= reach; x++) {
      total += Math.exp(-x * x / (2 * sigma * sigma));
    }
    TreeMap<Integer, Double> products = new TreeMap<>();
    products.put(0, 1.0);
    for (int part : change) {
      TreeMap<Integer, Double> more = new TreeMap<>();
      for (int x = -reach; x <= reach; x++) {
        double probability = Math.exp(-x * x / (2 * sigma * sigma)) / total;
        int product = part * x;
        products.forEach(
            (sum, before) -> more.merge(sum + product, before * probability, Double::sum));
      }
      products.clear();
      more.forEach(
          (sum, probability) -> {
            if (probability > 1e-18) {
              products.put(sum, probability);
            }
          });
    }
    double square = change.stream().mapToDouble(part -> (double) part * part).sum();
    TreeMap<Double, Double> losses = new TreeMap<>();
    products.forEach(
        (sum, probability) -> losses.put((square - 2.0 * sum) / (2 * sigma * sigma), probability));
    return losses;
  }

  private static double delta(TreeMap<Double, Double> losses, double epsilon) {
    return losses.tailMap(epsilon, false).entrySet().stream()
        .mapToDouble(entry -> entry.getValue() * -Math.expm1(epsilon - entry.getKey()))
        .sum();
  }

  private static double deltaWithLaplace(TreeMap<Double, Double> losses, double epsilon) {
    return losses.entrySet().stream()
        .mapToDouble(entry -> entry.getValue() * ExactPrices.laplace(2, epsilon - entry.getKey()))
        .sum();
  }

  @Test
  void it_costs_little_more_than_continuous_noise_of_the_same_length() {
    double continuous = AnalyticGaussian.epsilon(20 / Math.sqrt(20), 1e-6);

    assertThat(epsilon(new DiscreteGaussianVectorCost(20, Math.sqrt(20), 6, 6)))
        .isBetween(continuous, continuous * 1.01);
    assertThat(epsilon(new DiscreteGaussianVectorCost(2e6, 1e5 * Math.sqrt(20), 600_000, 6)))
        .isBetween(continuous, continuous * (1 + 1e-5));
  }

  private static double epsilon(MechanismCost cost) {
    return cost.lossDistribution().epsilon(1e-6);
  }

  @Test
  void its_rho_is_that_of_the_length() {
    assertThat(new DiscreteGaussianVectorCost(8, 4, 6, 6).zcdpRho()).hasValue(0.125);
    assertThat(new DiscreteGaussianVectorCost(8, 4, 6, 6).pureEpsilon()).isEmpty();
  }

  @Test
  void bounds_that_contradict_each_other_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscreteGaussianVectorCost(1, 4, 3, 1))
        .withMessage("l2 must be in [1, l1 = 3], got 4.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscreteGaussianVectorCost(1, 2, 3, 4))
        .withMessage("numbers must be in [1, l1 = 3], got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscreteGaussianVectorCost(0, 2, 3, 1))
        .withMessage("sigma must be in [0.05, 1e15], got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscreteGaussianVectorCost(1, 2, (1L << 53) + 1, 1))
        .withMessage("l1 must be at most 2^53, got 9007199254740993");
  }
}
