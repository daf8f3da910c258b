package org.optika.core.privacy.noise;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Probabilities of the integers from {@code -reach} to {@code reach}, in floating point and from
 * the definition: what samplers are compared with.
 */
public record DiscreteDistribution(double[] probabilities) {

  public static DiscreteDistribution laplace(double scale) {
    return of(x -> Math.exp(-Math.abs(x) / scale), (int) (45 * scale) + 3);
  }

  public static DiscreteDistribution gaussian(double sigma) {
    return of(x -> Math.exp(-x * x / (2 * sigma * sigma)), (int) (12 * sigma) + 3);
  }

  private static DiscreteDistribution of(DoubleUnaryOperator weight, int reach) {
    double[] weights =
        IntStream.rangeClosed(-reach, reach).mapToDouble(weight::applyAsDouble).toArray();
    double sum = IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
    return new DiscreteDistribution(
        IntStream.range(0, weights.length).mapToDouble(i -> weights[i] / sum).toArray());
  }

  /** Of X - Y for independent X and Y of this distribution. */
  DiscreteDistribution difference() {
    int reach = reach();
    double[] result = new double[4 * reach + 1];
    for (int x = 0; x < probabilities.length; x++) {
      for (int y = 0; y < probabilities.length; y++) {
        result[x - y + 2 * reach] += probabilities[x] * probabilities[y];
      }
    }
    return new DiscreteDistribution(result);
  }

  public int reach() {
    return probabilities.length / 2;
  }

  public double probability(int x) {
    return Math.abs(x) <= reach() ? probabilities[x + reach()] : 0;
  }

  double variance() {
    return moment(2);
  }

  double moment(int power) {
    return IntStream.rangeClosed(-reach(), reach())
        .mapToDouble(x -> probability(x) * Math.pow(x, power))
        .sum();
  }
}
