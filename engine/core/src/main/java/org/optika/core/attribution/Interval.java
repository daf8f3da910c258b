package org.optika.core.attribution;

import java.util.Arrays;

/**
 * The middle 95 % of the replicas of an amount: their 2.5th and 97.5th percentile, linear between
 * neighbours (type 7 of Hyndman and Fan 1996).
 *
 * @param low never above {@code high}
 */
public record Interval(double low, double high) {
  static Interval of(double[] replicas) {
    double[] sorted = replicas.clone();
    Arrays.sort(sorted);
    return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
  }

  private static double quantile(double[] sorted, double probability) {
    double place = probability * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
