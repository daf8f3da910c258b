package org.optika.core.release;

import java.util.List;

/**
 * One figure of the release over another; both are released anyway, so it costs nothing.
 *
 * @param numerator a metric of the same release
 * @param denominator a metric of the same release
 */
public record RatioMetric(String id, AdditiveMetric numerator, AdditiveMetric denominator)
    implements ReleaseMetric {

  @Override
  public List<Statistic> statistics(ValueColumns columns) {
    return List.of();
  }

  @Override
  public List<Figure> figures(NoisyStatistics noisy, ValueColumns columns) {
    Quotient ratio =
        new Quotient(numerator.number(noisy, columns), denominator.number(noisy, columns));
    return List.of(noisy.figure(id, ratio, 0, numerator.statistic(columns)));
  }

  /** Of a ratio of 1, both parts as large as the group. */
  @Override
  public double expectedError(long groupSize, LevelNoise noise, ValueColumns columns) {
    return Math.hypot(
            numerator.expectedError(groupSize, noise, columns),
            denominator.expectedError(groupSize, noise, columns))
        / groupSize;
  }

  @Override
  public boolean addsUp(ValueColumns columns) {
    return numerator.addsUp(columns) && denominator.addsUp(columns);
  }

  @Override
  public boolean isNonNegative(ValueColumns columns) {
    return numerator.isNonNegative(columns) && denominator.isNonNegative(columns);
  }
}
