package org.optika.core.release;

import java.util.List;

/**
 * A figure of each group. What it needs from the rows are {@link Statistic}s; the figure is made of
 * them after noise was added. A new one is a file here and a kind in the specification.
 */
public sealed interface ReleaseMetric
    permits AdditiveMetric,
        MeanMetric,
        VarianceMetric,
        QuantilesMetric,
        HistogramMetric,
        RatioMetric {

  /** Name in column {@code metric}, snake_case. */
  String id();

  /** What it needs from the rows; asked when the release is planned. */
  List<Statistic> statistics(ValueColumns columns);

  /** Its figures of one group: one, or one for each rank or bin. */
  List<Figure> figures(NoisyStatistics noisy, ValueColumns columns);

  /**
   * What the noise will do to it in a group of a given size; from public parameters alone.
   *
   * @param groupSize rows, or persons, of the group
   * @return standard deviation in the unit of the metric, unless the metric says otherwise
   */
  double expectedError(long groupSize, LevelNoise noise, ValueColumns columns);

  /** Whether it is made of sums alone, so that groups of upper levels have it too. */
  default boolean addsUp(ValueColumns columns) {
    return statistics(columns).stream().allMatch(Statistic::addsUp);
  }

  /** Whether its adjusted figure is kept from being negative. */
  boolean isNonNegative(ValueColumns columns);
}
