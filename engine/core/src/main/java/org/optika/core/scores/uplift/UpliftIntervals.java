package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * 95 % percentile intervals of {@link UpliftQuality} by bootstrap: in each replica as many people
 * are drawn from each arm as it has, with replacement (Efron and Tibshirani 1993, chapter 13). For
 * given scores: that the model was trained on a sample is not in them.
 *
 * <p>Exact for binary outcomes, as people of one bin, arm and outcome are alike. For real outcomes
 * the number of people of a bin is drawn, and their summed outcome from the normal distribution
 * that has the mean and variance of such draws.
 *
 * <p>A function of counts and seed alone. Work grows with bins times replicas, not with people:
 * bring many people into some thousand bins.
 */
public record UpliftIntervals(Map<UpliftMetric, Interval> byMetric) {
  public UpliftIntervals {
    require(byMetric.size() == UpliftMetric.values().length, "a metric is missing: %s", byMetric);
    byMetric = Collections.unmodifiableMap(new EnumMap<>(byMetric));
  }

  /**
   * @param topShare see {@link UpliftQuality#of}
   * @param seed same seed, same intervals
   * @param replicas in [20, 10000]; an interval wants some hundreds
   * @throws IllegalArgumentException unless both arms have people
   */
  public static UpliftIntervals of(UpliftCounts counts, double topShare, long seed, int replicas) {
    require(
        replicas >= 20 && replicas <= 10_000, "replicas must be in [20, 10000], got %s", replicas);
    SortedArms arms = SortedArms.of(counts);
    SplittableRandom random = new SplittableRandom(seed);
    UpliftQuality[] drawn = new UpliftQuality[replicas];
    for (int replica = 0; replica < replicas; replica++) {
      drawn[replica] = UpliftQuality.of(Resampling.of(arms, random.split()), topShare);
    }
    Map<UpliftMetric, Interval> byMetric = new EnumMap<>(UpliftMetric.class);
    for (UpliftMetric metric : UpliftMetric.values()) {
      double[] values = new double[replicas];
      for (int replica = 0; replica < replicas; replica++) {
        values[replica] = metric.of(drawn[replica]);
      }
      byMetric.put(metric, Interval.ofReplicas(values));
    }
    return new UpliftIntervals(byMetric);
  }

  /** Unknown (NaN) where more than one replica in twenty does not define the metric. */
  public Interval of(UpliftMetric metric) {
    return byMetric.get(metric);
  }
}
