package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * How far the shares that a model gives to channels are from other shares, such as the true ones.
 *
 * @param spearman rank correlation in [-1, 1], equal shares get their mean rank (Spearman 1904);
 *     NaN when all shares of one side are equal
 * @param l1 sum of absolute differences of the shares, in [0, 2]: 0 equal, 2 disjoint
 */
public record ShareDistance(double spearman, double l1) {

  /**
   * @param one amounts by channel, none negative, not all 0; only their proportions count
   * @param other the same for the same channels
   */
  public static ShareDistance between(double[] one, double[] other) {
    require(
        one.length == other.length && one.length > 0,
        "both sides must have the same channels, got %s and %s",
        one.length,
        other.length);
    double[] left = shares(one);
    double[] right = shares(other);
    double l1 = 0;
    for (int i = 0; i < left.length; i++) {
      l1 += Math.abs(left[i] - right[i]);
    }
    return new ShareDistance(correlation(ranks(left), ranks(right)), l1);
  }

  private static double[] shares(double[] amounts) {
    double total = 0;
    for (double amount : amounts) {
      require(amount >= 0, "amounts must not be negative, got %s", amount);
      total += amount;
    }
    require(total > 0, "amounts must not all be 0");
    double whole = total;
    return Arrays.stream(amounts).map(amount -> amount / whole).toArray();
  }

  /** Rank = how many are smaller, and half of those that are equal. */
  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double value : values) {
        ranks[i] += value < values[i] ? 1 : value == values[i] ? 0.5 : 0;
      }
    }
    return ranks;
  }

  private static double correlation(double[] left, double[] right) {
    double meanLeft = Arrays.stream(left).average().orElseThrow();
    double meanRight = Arrays.stream(right).average().orElseThrow();
    double both = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int i = 0; i < left.length; i++) {
      both += (left[i] - meanLeft) * (right[i] - meanRight);
      leftSquares += (left[i] - meanLeft) * (left[i] - meanLeft);
      rightSquares += (right[i] - meanRight) * (right[i] - meanRight);
    }
    return both / Math.sqrt(leftSquares * rightSquares);
  }
}
