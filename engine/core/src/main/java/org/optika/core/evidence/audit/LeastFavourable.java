package org.optika.core.evidence.audit;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Two averages of the same unknown rates of strata, one by their shares of the population and one
 * by their shares of the sample, differ where shares differ. What is known of one average bounds
 * the other: the rates that are least favourable fill the strata with the most favourable ratio of
 * shares first.
 */
final class LeastFavourable {
  private LeastFavourable() {}

  /**
   * The largest average by {@code gains} of rates whose average by {@code costs} is at most {@code
   * budget}.
   *
   * @param gains shares, &gt;= 0
   * @param costs shares, &gt;= 0, as many
   */
  static double most(double[] gains, double[] costs, double budget) {
    int[] order =
        IntStream.range(0, gains.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -gains[i] / costs[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double left = budget;
    double sum = 0;
    for (int i : order) {
      if (gains[i] == 0) {
        continue;
      }
      double rate = costs[i] == 0 ? 1 : Math.min(1, left / costs[i]);
      sum += rate * gains[i];
      left -= rate * costs[i];
      if (left <= 0) {
        break;
      }
    }
    return Math.min(1, sum);
  }

  /**
   * The least average by {@code costs} of rates whose average by {@code gains} is at least that.
   */
  static double least(double[] costs, double[] gains, double atLeast) {
    return Math.max(0, 1 - most(costs, gains, 1 - atLeast));
  }
}
