package org.optika.core.release;

import java.util.function.LongToDoubleFunction;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.Rational;

/**
 * The distribution function of noise, from its definition.
 *
 * @param atMost P(X &lt;= x)
 * @param reach beyond which there is less than 1e-15 of it, on each side
 */
record NoiseDistribution(LongToDoubleFunction atMost, long reach) {
  private static final double LAST_DEVIATION = 9;
  private static final double LAST_SCALE = 36;

  /** A finer lattice is summed up in blocks, with errors below 1e-5. */
  private static final double FINE_LATTICE = 100_000;

  static NoiseDistribution of(AdditiveMechanism mechanism) {
    return mechanism instanceof DiscreteLaplaceMechanism laplace
        ? laplace(number(laplace.scale()))
        : gaussian(Math.sqrt(number(((DiscreteGaussianMechanism) mechanism).sigmaSquared())));
  }

  private static double number(Rational rational) {
    return rational.numerator().doubleValue() / rational.denominator().doubleValue();
  }

  /** 1 - q^(x + 1) / (1 + q), and q^-x / (1 + q) below 0, with q = e^(-1 / scale). */
  private static NoiseDistribution laplace(double scale) {
    double q = Math.exp(-1 / scale);
    return new NoiseDistribution(
        x -> x < 0 ? Math.exp(x / scale) / (1 + q) : 1 - Math.exp(-(x + 1) / scale) / (1 + q),
        (long) Math.ceil(LAST_SCALE * scale));
  }

  private static NoiseDistribution gaussian(double sigma) {
    long block = (long) Math.max(1, sigma / FINE_LATTICE);
    int blocks = (int) Math.ceil(LAST_DEVIATION * sigma / block);
    double[] cumulated = new double[2 * blocks + 1];
    double sum = 0;
    for (int i = 0; i < cumulated.length; i++) {
      double x = (double) (i - blocks) * block / sigma;
      sum += Math.exp(-x * x / 2);
      cumulated[i] = sum;
    }
    double all = sum;
    return new NoiseDistribution(
        x -> {
          long i = Math.floorDiv(x, block) + blocks;
          return i < 0 ? 0 : cumulated[(int) Math.min(i, cumulated.length - 1)] / all;
        },
        blocks * block);
  }

  double between(long low, long high) {
    return high < low ? 0 : atMost.applyAsDouble(high) - atMost.applyAsDouble(low - 1);
  }
}
