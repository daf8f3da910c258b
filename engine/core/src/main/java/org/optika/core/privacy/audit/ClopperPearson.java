package org.optika.core.privacy.audit;

/**
 * Exact one-sided confidence bounds for a probability: each is wrong with probability alpha at
 * most, whatever the probability is. Source: C. Clopper, E. Pearson, The use of confidence or
 * fiducial limits illustrated in the case of the binomial, Biometrika 26(4), 1934.
 */
public final class ClopperPearson {
  private static final int HALVINGS = 60;

  private ClopperPearson() {}

  /**
   * The largest p with which so many successes or more are seen with probability alpha at most.
   *
   * @param alpha in (0, 1)
   */
  public static double lower(long successes, long trials, double alpha) {
    if (successes == 0) {
      return 0;
    }
    double low = 0;
    double high = (double) successes / trials;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (BinomialTail.atLeast(successes, trials, middle) <= alpha) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The least p with which so many successes or fewer are seen with probability alpha at most. */
  public static double upper(long successes, long trials, double alpha) {
    return 1 - lower(trials - successes, trials, alpha);
  }
}
