package org.optika.core.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows by bins of equal width.
 *
 * @param bounds of the value of one row
 * @param bins number of bins, in [2, 65536]
 */
public record HistogramMetric(String id, String column, ValueBounds bounds, int bins)
    implements ReleaseMetric {

  private Statistic statistic(ValueColumns columns) {
    return Statistic.Bins.of(columns.position(column, bounds), bounds, bins);
  }

  @Override
  public List<Statistic> statistics(ValueColumns columns) {
    return List.of(statistic(columns));
  }

  @Override
  public List<Figure> figures(NoisyStatistics noisy, ValueColumns columns) {
    Statistic statistic = statistic(columns);
    List<NoisyNumber> counts = noisy.numbers(statistic);
    List<Figure> figures = new ArrayList<>();
    for (int bin = 0; bin < counts.size(); bin++) {
      NoisyNumber count = counts.get(bin);
      figures.add(
          noisy.figure(
              "%s[%d]".formatted(id, bin), count, Optional.of(count.interval()), statistic));
    }
    return figures;
  }

  @Override
  public double expectedError(long groupSize, NoisePlan noise, ValueColumns columns) {
    return noise.deviation(statistic(columns));
  }
}
