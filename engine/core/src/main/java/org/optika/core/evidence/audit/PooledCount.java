package org.optika.core.evidence.audit;

/**
 * The number of deviating devices in a sample from several strata, whatever the rates of the strata
 * are.
 *
 * <p>A count of draws without replacement is distributed as a sum of independent trials of unequal
 * chances (V. Vatutin, V. Mikhailov, Theory of Probability and its Applications 27(4), 1982), and
 * so is the sum over strata. Of all such sums of n trials with mean n p, the binomial one has the
 * heaviest tail from n p + 1 on (W. Hoeffding, Annals of Mathematical Statistics 27(3), 1956,
 * theorem 4). So the binomial test and the interval of Clopper and Pearson hold for the average
 * rate of the sample's strata.
 */
final class PooledCount {
  private static final BinomialLaw BINOMIAL = new BinomialLaw();

  private PooledCount() {}

  /**
   * Probability, at most, of so many deviating devices.
   *
   * @param count in [0, drawn]
   * @param rate average of the rates of the strata by their shares of the sample
   */
  static double atLeast(long count, long drawn, double rate) {
    if (count == 0) {
      return 1;
    }
    double mean = drawn * rate;
    // Below Hoeffding's range Markov's inequality holds; of one device it is the sum of chances.
    return count >= mean + 1 ? BINOMIAL.atLeast(count, drawn, rate) : Math.min(1, mean / count);
  }

  /**
   * Interval for the average rate.
   *
   * @param alpha probability, at most, with which the interval misses it, in (0, 1/4)
   */
  static RateInterval interval(long count, long drawn, double alpha) {
    return new RateInterval(lower(count, drawn, alpha), 1 - lower(drawn - count, drawn, alpha));
  }

  private static double lower(long count, long drawn, double alpha) {
    return count == 1 ? alpha / 2 / drawn : BINOMIAL.interval(count, drawn, alpha).lower();
  }
}
