package org.optika.core.release;

import java.util.List;
import java.util.Optional;

/**
 * Variance of a value over rows: mean of squares less square of the mean, both around the middle of
 * the range.
 *
 * @param bounds of the value of one row
 */
public record VarianceMetric(String id, String column, ValueBounds bounds)
    implements ReleaseMetric {
  private static final Statistic ROWS = new Statistic.Rows();

  private Statistic distances(ValueColumns columns) {
    return new Statistic.Distances(columns.position(column, bounds), bounds);
  }

  private Statistic squares(ValueColumns columns) {
    return new Statistic.Squares(columns.position(column, bounds), bounds);
  }

  private double squareStep() {
    return bounds.step() * bounds.step() * (1L << Statistic.Squares.DROPPED_BITS);
  }

  @Override
  public List<Statistic> statistics(ValueColumns columns) {
    return List.of(ROWS, distances(columns), squares(columns));
  }

  /** The deviation is that of the first derivatives, and so is the interval. */
  @Override
  public List<Figure> figures(NoisyStatistics noisy, ValueColumns columns) {
    NoisyNumber rows = noisy.number(ROWS);
    NoisyNumber distances = noisy.number(distances(columns)).times(bounds.step());
    NoisyNumber squares = noisy.number(squares(columns)).times(squareStep());
    if (rows.value() <= 0) {
      return List.of(noisy.nothing(id(), squares(columns)));
    }
    double distance = distances.value() / rows.value();
    double square = squares.value() / rows.value();
    double variance = square - distance * distance;
    double deviation =
        hypot(
                squares.deviation(),
                2 * distance * distances.deviation(),
                (2 * distance * distance - square) * rows.deviation())
            / rows.value();
    double reach = Math.max(rows.reach(), Math.max(distances.reach(), squares.reach()));
    Interval interval = Interval.around(variance, reach * deviation);
    return List.of(
        noisy.figure(
            id(),
            new NoisyNumber(Math.max(0, variance), deviation, reach * deviation),
            Optional.of(new Interval(Math.max(0, interval.low()), Math.max(0, interval.high()))),
            squares(columns)));
  }

  /** Of values at the ends of the range, the largest variance that there is. */
  @Override
  public double expectedError(long groupSize, LevelNoise noise, ValueColumns columns) {
    double half = bounds.halfWidth();
    return hypot(
            squareStep() * noise.deviation(squares(columns)),
            2 * half * bounds.step() * noise.deviation(distances(columns)),
            half * half * noise.deviation(ROWS))
        / groupSize;
  }

  private static double hypot(double a, double b, double c) {
    return Math.hypot(Math.hypot(a, b), c);
  }

  @Override
  public boolean isNonNegative(ValueColumns columns) {
    return true;
  }
}
