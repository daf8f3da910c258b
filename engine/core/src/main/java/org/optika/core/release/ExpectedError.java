package org.optika.core.release;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.privacy.noise.QuantilesMechanism;

/**
 * What the noise will do to a figure of a group of a given size; from public parameters alone.
 *
 * @param metric id
 * @param groupSize rows, or people, of the group
 * @param error standard deviation in the unit of the metric; for quantiles the rank error, a share
 *     of the rows, that is exceeded once in twenty times at most
 * @param isRank the error is one of rank
 */
public record ExpectedError(String metric, long groupSize, double error, boolean isRank) {
  private static final double ONCE_IN = 20;

  /** For each metric and each group size that the specification names. */
  public static List<ExpectedError> of(ReleasePlan plan) {
    List<ExpectedError> errors = new ArrayList<>();
    for (ReleaseMetric metric : plan.spec().metrics()) {
      for (long size : plan.spec().groupSizes()) {
        errors.add(of(metric, size, plan));
      }
    }
    return errors;
  }

  private static ExpectedError of(ReleaseMetric metric, long size, ReleasePlan plan) {
    List<Statistic> parts = plan.statisticsOf(metric);
    if (metric instanceof ReleaseMetric.Quantiles quantiles) {
      return new ExpectedError(metric.id(), size, rank(quantiles, parts.get(0), size, plan), true);
    }
    return new ExpectedError(metric.id(), size, deviation(metric, parts, size, plan), false);
  }

  private static double deviation(
      ReleaseMetric metric, List<Statistic> parts, long size, ReleasePlan plan) {
    if (metric instanceof ReleaseMetric.Sum sum) {
      return sum.bounds().value(plan.deviation(parts.get(0)));
    }
    if (metric instanceof ReleaseMetric.Mean mean) {
      // At an end of the range, where the count weighs most.
      double half = mean.bounds().value(mean.bounds().highSteps() - mean.bounds().middleSteps());
      return Math.hypot(
              mean.bounds().value(plan.deviation(parts.get(1))),
              half * plan.deviation(parts.get(0)))
          / size;
    }
    if (metric instanceof ReleaseMetric.Variance variance) {
      double step = variance.bounds().value(1);
      double half = step * (variance.bounds().highSteps() - variance.bounds().middleSteps());
      double squareStep = step * step * (1L << Statistic.Squares.DROPPED_BITS);
      return Math.hypot(
              Math.hypot(
                  squareStep * plan.deviation(parts.get(2)),
                  2 * half * step * plan.deviation(parts.get(1))),
              half * half * plan.deviation(parts.get(0)))
          / size;
    }
    if (metric instanceof ReleaseMetric.Ratio ratio) {
      // Of a quotient of 1: both parts as large as the group.
      return Math.hypot(
              deviation(ratio.numerator(), size, plan), deviation(ratio.denominator(), size, plan))
          / size;
    }
    return plan.deviation(parts.get(0));
  }

  private static double deviation(String metric, long size, ReleasePlan plan) {
    ReleaseMetric part =
        plan.spec().metrics().stream()
            .filter(other -> other.id().equals(metric))
            .findFirst()
            .orElseThrow();
    return deviation(part, plan.statisticsOf(part), size, plan);
  }

  /**
   * All bins that are farther from the rank than t have together at most bins * e^(-epsilon t / 2k
   * delta) times the probability of those that hold it; errors of the levels add up.
   */
  private static double rank(
      ReleaseMetric.Quantiles quantiles, Statistic part, long size, ReleasePlan plan) {
    QuantilesMechanism mechanism = plan.quantiles(part);
    double epsilon =
        mechanism.epsilonPerLevel().toDecimal(17, java.math.RoundingMode.FLOOR).doubleValue();
    double perLevel =
        2
            * plan.spec().bounds().rowsPerGroup()
            * Math.log(part.cells() * ONCE_IN * quantiles.ranks().size())
            / epsilon;
    return Math.min(1, mechanism.levels() * perLevel / size);
  }
}
