package org.optika.core.release;

import java.util.List;
import java.util.Optional;

/** A metric that is one sum, so that it can be a part of a ratio. */
public sealed interface AdditiveMetric extends ReleaseMetric
    permits CountMetric, PeopleMetric, SumMetric {

  /** The statistic that it is, in steps. */
  Statistic statistic(ValueColumns columns);

  /** Size of a step in the unit of the metric. */
  double step();

  @Override
  default List<Statistic> statistics(ValueColumns columns) {
    return List.of(statistic(columns));
  }

  /** The noisy sum in the unit of the metric. */
  default NoisyNumber number(NoisyStatistics noisy, ValueColumns columns) {
    return noisy.number(statistic(columns)).times(step());
  }

  @Override
  default List<Figure> figures(NoisyStatistics noisy, ValueColumns columns) {
    NoisyNumber number = number(noisy, columns);
    return List.of(noisy.figure(id(), number, Optional.of(number.interval()), statistic(columns)));
  }

  @Override
  default double expectedError(long groupSize, LevelNoise noise, ValueColumns columns) {
    return step() * noise.deviation(statistic(columns));
  }

  @Override
  default boolean isNonNegative(ValueColumns columns) {
    return statistic(columns).isNonNegative();
  }
}
