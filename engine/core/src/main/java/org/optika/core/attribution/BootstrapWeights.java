package org.optika.core.attribution;

import static org.optika.core.Checks.require;

/**
 * How often each replica of the bootstrap draws a subject: Poisson(1), a function of seed, subject
 * and replica alone. So replicas do not depend on order or partitioning, all journeys of a subject
 * are drawn together, and no two tallies disagree. Poisson draws stand in for drawing n of n
 * subjects: Chamandy et al. 2012, Estimating Uncertainty for Massive Data Streams.
 */
public final class BootstrapWeights {
  /** P(Poisson(1) <= k) as an unsigned 64-bit fraction, for k = 0, 1, 2 ...; none above 20. */
  private static final long[] CUMULATIVE = cumulative();

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Bootstrap bootstrap;
  private final int[] drawn;
  private long subjectId;
  private boolean loaded;

  public BootstrapWeights(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
    drawn = new int[bootstrap.replicas()];
  }

  /** Draws for a subject; cheap when it is the subject of the call before. */
  public void load(long subjectId) {
    if (loaded && subjectId == this.subjectId) {
      return;
    }
    this.subjectId = subjectId;
    loaded = true;
    long state = mix(mix(bootstrap.seed() ^ GOLDEN) + subjectId);
    for (int replica = 0; replica < drawn.length; replica++) {
      state += GOLDEN;
      drawn[replica] = poisson(mix(state));
    }
  }

  /** Draws of the loaded subject, one a replica; reused by the next {@link #load}. */
  int[] drawn() {
    require(loaded, "no subject is loaded");
    return drawn;
  }

  Bootstrap bootstrap() {
    return bootstrap;
  }

  /** How often {@code replica} draws the loaded subject. */
  public int weight(int replica) {
    return drawn()[replica];
  }

  private static int poisson(long uniform) {
    long ordered = uniform + Long.MIN_VALUE;
    int count = 0;
    while (count < CUMULATIVE.length && ordered >= CUMULATIVE[count]) {
      count++;
    }
    return count;
  }

  /** Shifted by 2^63, so that a signed comparison orders them as unsigned. */
  private static long[] cumulative() {
    long[] bounds = new long[20];
    double term = Math.exp(-1);
    double sum = 0;
    for (int k = 0; k < bounds.length; k++) {
      sum += term;
      term /= k + 1;
      bounds[k] = (long) ((Math.min(sum, 1) - 0.5) * 0x1p64);
    }
    return bounds;
  }

  /** Finaliser of SplitMix64: a bijection of 64 bits whose every output bit depends on all. */
  static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
