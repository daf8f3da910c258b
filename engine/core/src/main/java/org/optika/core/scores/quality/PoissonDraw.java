package org.optika.core.scores.quality;

import java.util.SplittableRandom;

/**
 * Poisson numbers of a whole mean, exact in distribution up to the rounding of a double; there is
 * no normal approximation at any mean.
 *
 * <p>Below a mean of 10 by inversion: the first k at which the cumulated probability passes a
 * uniform number of 53 bits. From there by transformed rejection: W. Hörmann, The transformed
 * rejection method for generating Poisson random variables, Insurance: Mathematics and Economics
 * 12, 1993, 39-45, algorithm PTRS; 1.1 to 1.2 candidates a number.
 */
final class PoissonDraw {
  private static final long INVERSION_BELOW = 10;

  private PoissonDraw() {}

  /**
   * @param mean &gt;= 0; 0 draws 0
   */
  static long draw(long mean, SplittableRandom random) {
    if (mean == 0) {
      return 0;
    }
    return mean < INVERSION_BELOW ? inverted(mean, random) : rejected(mean, random);
  }

  private static long inverted(long mean, SplittableRandom random) {
    double uniform = random.nextDouble();
    double term = Math.exp(-mean);
    double sum = term;
    long count = 0;
    // The sum may end just short of 1: then the terms, and not the sum, say when to stop.
    while (uniform >= sum && term > 0x1p-60) {
      count++;
      term *= (double) mean / count;
      sum += term;
    }
    return count;
  }

  private static long rejected(double mean, SplittableRandom random) {
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double squeeze = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = 1 - random.nextDouble(); // in (0, 1]: its logarithm is finite
      double distance = 0.5 - Math.abs(u);
      double count = Math.floor((2 * a / distance + b) * u + mean + 0.43);
      if (distance >= 0.07 && v <= squeeze) {
        return (long) count;
      }
      if (count < 0 || (distance < 0.013 && v > distance)) {
        continue;
      }
      double height = v * inverseAlpha / (a / (distance * distance) + b);
      if (Math.log(height) <= logProbability((long) count, mean)) {
        return (long) count;
      }
    }
  }

  /**
   * ln P(count) = count ln(mean) - mean - ln(count!). From 10 on ln(count!) is Stirling's series,
   * whose error is below 1e-10, and the large terms are joined before they can cancel.
   */
  static double logProbability(long count, double mean) {
    if (count < 10) {
      double logFactorial = 0;
      for (int factor = 2; factor <= count; factor++) {
        logFactorial += Math.log(factor);
      }
      return count * Math.log(mean) - mean - logFactorial;
    }
    double n = count;
    double excess = (mean - n) / n;
    double tail = (1 / 12.0 - (1 / 360.0 - 1 / (1260.0 * n * n)) / (n * n)) / n;
    return n * (Math.log1p(excess) - excess) - 0.5 * Math.log(2 * Math.PI * n) - tail;
  }
}
