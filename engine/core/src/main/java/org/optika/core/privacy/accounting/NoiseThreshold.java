package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * Thresholds for publishing a group whose very existence is private: count its persons, add noise,
 * publish if the noisy count reaches the threshold. A group of a single person must pass with
 * probability at most delta / L0, since one person may be alone in L0 groups (the union bound):
 *
 * <pre>threshold = 1 + z, with P(noise &gt;= z) = delta / L0</pre>
 *
 * <p>Source: A. Korolova, K. Kenthapadi, N. Mishra and A. Ntoulas, Releasing search queries and
 * clicks privately, WWW 2009; thresholds beside other strategies in D. Desfontaines, J. Voss and B.
 * Gipson, Differentially private partition selection, PoPETs 2022(1).
 */
public final class NoiseThreshold {

  /** Thresholds are rounded up: the tail of the noise is known to some 2^-45 of it. */
  private static final double ROUNDING = 1 + 0x1p-44;

  private NoiseThreshold() {}

  /**
   * With Laplace noise of scale L0 / epsilon on each count: 1 + L0 / epsilon * ln(L0 / (2 delta)).
   *
   * @param epsilon of all the counts together; &gt; 0
   * @param delta of the selection; &gt; 0, at most L0 / 2
   * @param groupsPerPerson L0, how many groups one person may be in; &gt;= 1
   */
  public static double laplace(double epsilon, double delta, int groupsPerPerson) {
    require(epsilon > 0, "epsilon must be > 0, got %s", epsilon);
    double alone = probabilityAlone(delta, groupsPerPerson);
    return (1 + groupsPerPerson / epsilon * -Math.log(2 * alone)) * ROUNDING;
  }

  /**
   * With Gaussian noise on each count, of the least sigma for L2 sensitivity sqrt(L0).
   *
   * @param epsilon of the noise; &gt; 0
   * @param noiseDelta part of delta that the noise takes; &gt; 0
   * @param thresholdDelta part of delta that lone persons take; &gt; 0, at most L0 / 2
   * @param groupsPerPerson L0, how many groups one person may be in; &gt;= 1
   */
  public static double gaussian(
      double epsilon, double noiseDelta, double thresholdDelta, int groupsPerPerson) {
    double alone = probabilityAlone(thresholdDelta, groupsPerPerson);
    double sigma = Math.sqrt(groupsPerPerson) * AnalyticGaussian.sigma(epsilon, noiseDelta);
    return (1 + sigma * StandardNormal.tailBegin(alone)) * ROUNDING;
  }

  private static double probabilityAlone(double delta, int groupsPerPerson) {
    require(groupsPerPerson >= 1, "groups per person must be >= 1, got %s", groupsPerPerson);
    double alone = delta / groupsPerPerson;
    require(
        alone > 0 && alone <= 0.5,
        "delta must be > 0 and at most half the groups per person, got %s for %s groups",
        delta,
        groupsPerPerson);
    return alone;
  }
}
