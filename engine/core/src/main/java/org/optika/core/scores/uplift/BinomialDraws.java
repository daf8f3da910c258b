package org.optika.core.scores.uplift;

import java.util.SplittableRandom;

/** Draws from binomial distributions. */
final class BinomialDraws {
  /** Expected successes from which on rejection beats inversion. */
  private static final double SMALL = 10;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final SplittableRandom random;

  BinomialDraws(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Successes in {@code trials}, each with probability {@code part / whole}.
   *
   * @param part in [0, whole]
   * @param whole may be 0 where {@code trials} is
   */
  long draw(long trials, long part, long whole) {
    if (trials == 0 || part == 0) {
      return 0;
    }
    if (part == whole) {
      return trials;
    }
    return part <= whole - part
        ? atMostHalf(trials, (double) part / whole)
        : trials - atMostHalf(trials, (double) (whole - part) / whole);
  }

  private long atMostHalf(long trials, double p) {
    return trials * p < SMALL ? inversion(trials, p) : transformedRejection(trials, p);
  }

  /** Walks up the distribution from 0. */
  private long inversion(long trials, double p) {
    double odds = p / (1 - p);
    double probability = Math.exp(trials * Math.log1p(-p));
    double left = random.nextDouble();
    long successes = 0;
    while (left > probability && successes < trials) {
      left -= probability;
      probability *= odds * (trials - successes) / (successes + 1);
      successes++;
    }
    return successes;
  }

  /**
   * Algorithm BTRS of W. Hörmann, The generation of binomial random variates, Journal of
   * Statistical Computation and Simulation 46, 1993, pp. 101-110; its constants.
   */
  private long transformedRejection(long trials, double p) {
    double spread = Math.sqrt(trials * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = trials * p + 0.5;
    double squeeze = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * spread;
    double logOdds = Math.log(p) - Math.log1p(-p);
    double mode = Math.floor((trials + 1) * p);
    double modeTerm = logFactorial(mode) + logFactorial(trials - mode);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double edge = 0.5 - Math.abs(u);
      double successes = Math.floor((2 * a / edge + b) * u + centre);
      if (edge >= 0.07 && v <= squeeze) {
        return (long) successes;
      }
      if (successes < 0 || successes > trials) {
        continue;
      }
      double logRatio =
          modeTerm
              - logFactorial(successes)
              - logFactorial(trials - successes)
              + (successes - mode) * logOdds;
      if (Math.log(v * alpha / (a / (edge * edge) + b)) <= logRatio) {
        return (long) successes;
      }
    }
  }

  /** Stirling's series where it is exact to the last digits, the sum below. */
  static double logFactorial(double n) {
    if (n < 16) {
      double product = 1;
      for (int factor = 2; factor <= n; factor++) {
        product *= factor;
      }
      return Math.log(product);
    }
    double square = n * n;
    return (n + 0.5) * Math.log(n)
        - n
        + HALF_LOG_TWO_PI
        + (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / n;
  }
}
