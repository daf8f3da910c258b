package org.optika.core.privacy.noise;

import java.util.function.LongSupplier;

/** Pearson's goodness of fit. */
final class ChiSquare {
  private static final int FEWEST_EXPECTED = 10;

  /** An outcome that is expected less often than this in all draws must not occur at all. */
  private static final double IMPOSSIBLE = 1e-12;

  private ChiSquare() {}

  /** p-value of so many draws against a distribution on the integers around 0. */
  static double pValue(LongSupplier draw, int draws, DiscreteDistribution expected) {
    int reach = expected.reach();
    long[] observed = new long[2 * reach + 1];
    for (int i = 0; i < draws; i++) {
      long drawn = draw.getAsLong();
      observed[(int) Math.max(-reach, Math.min(reach, drawn)) + reach]++;
    }
    return pValue(observed, expected.probabilities());
  }

  /**
   * Neighbouring cells are merged until each is expected at least 10 times, and at most 200 stay.
   */
  static double pValue(long[] observed, double[] probabilities) {
    long draws = 0;
    for (long count : observed) {
      draws += count;
    }
    double least = Math.max(FEWEST_EXPECTED, draws / 200.0);
    double statistic = 0;
    int cells = 0;
    double expectedInCell = 0;
    long observedInCell = 0;
    double expectedLeft = draws;
    for (int i = 0; i < observed.length; i++) {
      if (observed[i] > 0 && draws * probabilities[i] < IMPOSSIBLE) {
        return 0;
      }
      expectedInCell += draws * probabilities[i];
      observedInCell += observed[i];
      boolean isLast = i == observed.length - 1;
      if (isLast || expectedInCell >= least && expectedLeft - expectedInCell >= FEWEST_EXPECTED) {
        double difference = observedInCell - expectedInCell;
        statistic += difference * difference / expectedInCell;
        cells++;
        expectedLeft -= expectedInCell;
        expectedInCell = 0;
        observedInCell = 0;
      }
    }
    return cells == 1 ? 1 : upperTail(cells - 1, statistic);
  }

  /**
   * P(chi-square with k degrees &gt; x): closed forms for k = 1 and 2 are carried upwards by Q(k +
   * 2) = Q(k) + (x/2)^(k/2) exp(-x/2) / Γ(k/2 + 1). Abramowitz and Stegun, 26.4.8.
   */
  static double upperTail(int degrees, double x) {
    double half = x / 2;
    double q;
    double logGamma; // of k/2 + 1
    int k;
    if (degrees % 2 == 0) {
      k = 2;
      q = Math.exp(-half);
      logGamma = 0;
    } else {
      k = 1;
      q = 2 * normalUpperTail(Math.sqrt(x));
      logGamma = Math.log(Math.sqrt(Math.PI) / 2);
    }
    while (k < degrees) {
      q += Math.exp(k / 2.0 * Math.log(half) - half - logGamma);
      k += 2;
      logGamma += Math.log(k / 2.0);
    }
    return Math.min(1, q);
  }

  /** By Laplace's continued fraction, or the series below 2. */
  private static double normalUpperTail(double z) {
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    if (z < 2) {
      double term = z;
      double sum = z;
      for (int k = 1; k < 60; k++) {
        term *= z * z / (2 * k + 1);
        sum += term;
      }
      return 0.5 - density * sum;
    }
    double fraction = z;
    for (int k = 200; k > 0; k--) {
      fraction = z + k / fraction;
    }
    return density / fraction;
  }
}
