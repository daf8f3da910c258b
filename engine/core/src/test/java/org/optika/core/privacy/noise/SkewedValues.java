package org.optika.core.privacy.noise;

import java.util.Random;

/** Values min(100, exp(2 + 0.8 Z)) of 10,000 persons, in steps of 1/100,000 and in bins. */
final class SkewedValues {
  static final int PERSONS = 10_000;
  private static final int STEPS = 100_000;
  private static final EqualBins BINS = EqualBins.over(0, 100L * STEPS);

  private final long[] values = new long[PERSONS];
  private final long[] counts = new long[BINS.count()];

  SkewedValues(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < PERSONS; i++) {
      values[i] = (long) (STEPS * Math.min(100, Math.exp(2 + 0.8 * random.nextGaussian())));
      counts[BINS.binOf(values[i])]++;
    }
  }

  long[] counts() {
    return counts;
  }

  /** How far the share of values below the centre of a bin is from a quantile. */
  double rankError(int bin, double quantile) {
    double centre =
        BINS.centre(bin).numerator().doubleValue() / BINS.centre(bin).denominator().doubleValue();
    int below = 0;
    for (long value : values) {
      below += value < centre ? 1 : 0;
    }
    return Math.abs((double) below / PERSONS - quantile);
  }

  /** Mean rank errors over so many draws, one for each quantile. */
  double[] meanRankErrors(QuantilesMechanism mechanism, double[] quantiles, int draws) {
    BitSource bits = TestStreams.named(mechanism.toString());
    double[] errors = new double[quantiles.length];
    for (int draw = 0; draw < draws; draw++) {
      int[] bins = mechanism.draw(counts, bits);
      for (int i = 0; i < quantiles.length; i++) {
        errors[i] += rankError(bins[i], quantiles[i]) / draws;
      }
    }
    return errors;
  }
}
