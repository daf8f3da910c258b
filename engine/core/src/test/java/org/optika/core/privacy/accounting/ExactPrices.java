package org.optika.core.privacy.accounting;

import java.util.function.DoubleUnaryOperator;

/**
 * Exact deltas of single mechanisms and of compositions that have them, by the formulas or by plain
 * sums over all outcomes. Uses nothing of the grid.
 */
final class ExactPrices {

  private ExactPrices() {}

  static double laplace(double scale, double epsilon) {
    double most = 1 / scale;
    if (epsilon >= most) {
      return 0;
    }
    return epsilon <= -most ? 1 - Math.exp(epsilon) : -Math.expm1((epsilon - most) / 2);
  }

  /** Balle and Wang 2018; also for negative epsilon, which compositions need. */
  static double gaussian(double sigma, double epsilon) {
    double first = StandardNormal.lowerTail(1 / (2 * sigma) - epsilon * sigma);
    double second = StandardNormal.lowerTail(-1 / (2 * sigma) - epsilon * sigma);
    return first - Math.exp(epsilon) * second;
  }

  static double box(double boxEpsilon, double boxDelta, double epsilon) {
    double up = 1 / (1 + Math.exp(-boxEpsilon));
    return boxDelta
        + (1 - boxDelta) * (gain(up, boxEpsilon, epsilon) + gain(1 - up, -boxEpsilon, epsilon));
  }

  /**
   * Kairouz, Oh and Viswanath 2015: k releases, of which i lose the epsilon and the others gain it.
   */
  static double pureComposition(double eachEpsilon, int count, double epsilon) {
    double logUp = -Math.log1p(Math.exp(-eachEpsilon));
    double logDown = -Math.log1p(Math.exp(eachEpsilon));
    double logChoices = 0;
    double delta = 0;
    for (int down = 0; down <= count; down++) {
      double probability = Math.exp(logChoices + (count - down) * logUp + down * logDown);
      delta += gain(probability, (count - 2 * down) * eachEpsilon, epsilon);
      logChoices += Math.log(count - down) - Math.log(down + 1.0);
    }
    return delta;
  }

  /**
   * Releases of one number with additive noise on whole numbers, where only the sum of the losses
   * counts, by going through all outcomes of noise x in [-reach, reach]^count.
   *
   * @param logWeight ln P(x), up to a constant
   */
  static double allOutcomes(
      DoubleUnaryOperator logWeight, int shift, int reach, int count, double epsilon) {
    double total = 0;
    for (int x = -reach; x <= reach; x++) {
      total += Math.exp(logWeight.applyAsDouble(x));
    }
    return outcomes(logWeight, shift, reach, count, epsilon, 1 / Math.pow(total, count), 0);
  }

  private static double outcomes(
      DoubleUnaryOperator logWeight,
      int shift,
      int reach,
      int count,
      double epsilon,
      double probability,
      double loss) {
    if (count == 0) {
      return gain(probability, loss, epsilon);
    }
    double delta = 0;
    for (int x = -reach; x <= reach; x++) {
      double weight = logWeight.applyAsDouble(x);
      delta +=
          outcomes(
              logWeight,
              shift,
              reach,
              count - 1,
              epsilon,
              probability * Math.exp(weight),
              loss + weight - logWeight.applyAsDouble(x - shift));
    }
    return delta;
  }

  /** Gaussian noise and one Laplace release: the mean of what the first leaves, over the second. */
  static double gaussianAndLaplace(double sigma, double scale, double epsilon) {
    double most = 1 / scale;
    double atoms =
        0.5 * gaussian(sigma, epsilon - most)
            + 0.5 * Math.exp(-most) * gaussian(sigma, epsilon + most);
    // Simpson's rule over the losses in between.
    int steps = 400;
    double width = 2 * most / steps;
    double between = 0;
    for (int i = 0; i <= steps; i++) {
      double loss = -most + i * width;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      between += weight * Math.exp((loss - most) / 2) / 4 * gaussian(sigma, epsilon - loss);
    }
    return atoms + between * width / 3;
  }

  /** Smallest epsilon with a delta, of a falling curve. */
  static double epsilon(DoubleUnaryOperator deltaAt, double delta) {
    double from = 0;
    double to = 1;
    while (deltaAt.applyAsDouble(to) > delta) {
      to *= 2;
    }
    for (int i = 0; i < 45; i++) {
      double middle = (from + to) / 2;
      if (deltaAt.applyAsDouble(middle) > delta) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return to;
  }

  private static double gain(double probability, double loss, double epsilon) {
    return loss <= epsilon ? 0 : probability * -Math.expm1(epsilon - loss);
  }
}
