package org.optika.sample;

import java.util.List;

/**
 * A small seeded random stream (SplitMix64): the same seed gives the same values on every machine
 * and JDK.
 *
 * <p>A {@link #child} depends on the seed of its parent only and not on what was drawn from it, so
 * that a change in one part of a person's life leaves the other parts as they are. Logarithms and
 * the like come from {@link StrictMath}, because {@link Math} may differ in the last bit between
 * machines.
 */
final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  RandomStream(long seed) {
    this.seed = seed;
    this.state = seed;
  }

  /** A bijection of 64-bit numbers: different inputs give different, evenly scattered outputs. */
  static long scatter(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** An independent stream for one part of a life, named by {@code tag}. */
  RandomStream child(long tag) {
    return new RandomStream(scatter(seed ^ scatter(tag + GOLDEN_GAMMA)));
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return scatter(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in (from, until], or {@code until} where nothing lies between. */
  double uniform(double from, double until) {
    return until - (until - from) * uniform();
  }

  /** Uniform whole number in [0, bound). */
  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** Uniform whole number in [from, until); {@code from} where the range is empty. */
  long between(long from, long until) {
    return until <= from ? from : from + (long) (uniform() * (until - from));
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Exponentially distributed with the given mean. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  /**
   * An exponentially distributed span of time in microseconds. @param mean in units of {@code
   * unitMicros}
   */
  long delay(double mean, long unitMicros) {
    return (long) (exponential(mean) * unitMicros);
  }

  /** Standard normal (Box and Muller; one of the two values is dropped). */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /**
   * @return an index of {@code weights}, drawn in proportion to them
   */
  int weighted(double... weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = uniform() * total;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** The logistic function: log-odds to probability. */
  static double probability(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}
