package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import org.optika.core.WilsonInterval;

/**
 * A two-sided 95 % interval.
 *
 * @param low never above {@code high}
 */
public record Interval(double low, double high) {
  public Interval {
    require(low <= high, "low must be at most high, got %s and %s", low, high);
  }

  /**
   * The 2.5th and 97.5th percentile, linear between neighbours (type 7 of R. J. Hyndman and Y. Fan,
   * Sample quantiles in statistical packages, The American Statistician 50(4), 1996).
   *
   * @param replicas at least one
   */
  static Interval ofReplicas(double[] replicas) {
    double[] sorted = replicas.clone();
    Arrays.sort(sorted);
    return new Interval(percentile(sorted, 0.025), percentile(sorted, 0.975));
  }

  /**
   * See {@link WilsonInterval}.
   *
   * @param positives k, in [0, people]
   * @param people n, at least one
   */
  static Interval ofRate(long positives, long people) {
    WilsonInterval wilson = WilsonInterval.of(positives, people).orElseThrow();
    return new Interval(wilson.lower(), wilson.upper());
  }

  /** Whether a value lies inside, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  private static double percentile(double[] sorted, double probability) {
    double place = probability * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
