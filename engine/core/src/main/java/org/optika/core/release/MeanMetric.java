package org.optika.core.release;

import java.util.List;

/**
 * Mean of a value over rows: the middle of the range, plus the sum of distances from it over the
 * number of rows. A row changes that sum by half of the range at most.
 *
 * @param bounds of the value of one row
 */
public record MeanMetric(String id, String column, ValueBounds bounds) implements ReleaseMetric {
  private static final Statistic ROWS = new Statistic.Rows();

  private Statistic distances(ValueColumns columns) {
    return new Statistic.Distances(columns.position(column, bounds), bounds);
  }

  @Override
  public List<Statistic> statistics(ValueColumns columns) {
    return List.of(ROWS, distances(columns));
  }

  @Override
  public List<Figure> figures(NoisyStatistics noisy, ValueColumns columns) {
    Statistic distances = distances(columns);
    Quotient mean = new Quotient(noisy.number(distances).times(bounds.step()), noisy.number(ROWS));
    double middle = bounds.step() * bounds.middleSteps();
    return List.of(noisy.figure(id(), mean, middle, distances));
  }

  /** Of a mean at an end of the range, where the number of rows weighs most. */
  @Override
  public double expectedError(long groupSize, LevelNoise noise, ValueColumns columns) {
    return Math.hypot(
            bounds.step() * noise.deviation(distances(columns)),
            bounds.halfWidth() * noise.deviation(ROWS))
        / groupSize;
  }

  @Override
  public boolean isNonNegative(ValueColumns columns) {
    return false;
  }
}
