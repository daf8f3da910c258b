package org.optika.core.release;

/**
 * The best totals of a forest of groups in which each was measured with noise of its own: those
 * with the least sum of squared changes over variances among all in which every group is the sum of
 * its groups. For independent noise they have the least variance of all unbiased linear estimates.
 *
 * <p>Two passes. Upwards, each group is estimated from its own measurement and from the sum of what
 * its groups were estimated at, weighted by the inverse of their variances. Downwards, what the
 * final figure of a group differs by from that sum is distributed to its groups in proportion to
 * their variances. Source: M. Hay, V. Rastogi, G. Miklau and D. Suciu, Boosting the accuracy of
 * differentially private histograms through consistency, PVLDB 3(1), 2010, theorem 3, here for
 * levels with noise of different size and groups of different numbers of groups.
 *
 * <p><b>Variances</b> come from the same passes. The upward estimates z of the groups in a group
 * use different measurements, so they are independent, with variances v; S is their sum and V the
 * sum of variances. A final figure is z + (v / V) (h - S), where h is that of the group above; z -
 * (v / V) S is independent of h and has the variance v - v^2 / V.
 */
final class LeastSquares {
  private final Forest forest;

  /** Share of the upward estimate that is the group's own measurement. */
  private final double[][] own;

  /** For each group, its part of what is distributed among its siblings. */
  private final double[][] share;

  private final double[][] variances;

  /**
   * @param noise variance of the noise of each level; &gt; 0
   */
  LeastSquares(Forest forest, double[] noise) {
    this.forest = forest;
    own = like(forest);
    share = like(forest);
    variances = like(forest);
    double[][] upward = like(forest);
    double[][] ofSum = like(forest);
    int last = forest.levels() - 1;
    for (int level = 0; level <= last; level++) {
      for (int group = 0; group < forest.size(level); group++) {
        double sum = ofSum[level][group];
        own[level][group] = level == 0 ? 1 : sum / (noise[level] + sum);
        upward[level][group] = own[level][group] * noise[level];
        if (level < last) {
          ofSum[level + 1][forest.parent(level, group)] += upward[level][group];
        }
      }
    }
    for (int level = last; level >= 0; level--) {
      for (int group = 0; group < forest.size(level); group++) {
        double variance = upward[level][group];
        if (level == last) {
          variances[level][group] = variance;
        } else {
          int parent = forest.parent(level, group);
          double part = variance / ofSum[level + 1][parent];
          share[level][group] = part;
          variances[level][group] =
              variance * (1 - part) + part * part * variances[level + 1][parent];
        }
      }
    }
  }

  private static double[][] like(Forest forest) {
    double[][] numbers = new double[forest.levels()][];
    for (int level = 0; level < numbers.length; level++) {
      numbers[level] = new double[forest.size(level)];
    }
    return numbers;
  }

  /** Variance of each estimate, by level and group. */
  double[][] variances() {
    return variances;
  }

  /**
   * @param noisy by level and group
   * @return estimates that add up, but for the rounding of doubles; by level and group
   */
  double[][] estimates(double[][] noisy) {
    double[][] estimates = like(forest);
    double[][] sums = like(forest);
    int last = forest.levels() - 1;
    for (int level = 0; level <= last; level++) {
      for (int group = 0; group < forest.size(level); group++) {
        double part = own[level][group];
        estimates[level][group] = part * noisy[level][group] + (1 - part) * sums[level][group];
        if (level < last) {
          sums[level + 1][forest.parent(level, group)] += estimates[level][group];
        }
      }
    }
    for (int level = last - 1; level >= 0; level--) {
      for (int group = 0; group < forest.size(level); group++) {
        int parent = forest.parent(level, group);
        double missing = estimates[level + 1][parent] - sums[level + 1][parent];
        estimates[level][group] += share[level][group] * missing;
      }
    }
    return estimates;
  }
}
