package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows by bins of equal width.
 *
 * @param bounds of the value of one row
 * @param bins number of bins, in [2, {@value #MOST_BINS}]: what a person reads, and fewer than
 *     quantiles are drawn of, which would be the same statistic
 */
public record HistogramMetric(String id, String column, ValueBounds bounds, int bins)
    implements ReleaseMetric {
  static final int MOST_BINS = 1_000;

  public HistogramMetric {
    require(
        bins >= 2 && bins <= MOST_BINS,
        "histogram '%s': bins must be in [2, %s], got %s",
        id,
        MOST_BINS,
        bins);
  }

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
  public double expectedError(long groupSize, LevelNoise noise, ValueColumns columns) {
    return noise.deviation(statistic(columns));
  }

  @Override
  public boolean isNonNegative(ValueColumns columns) {
    return true;
  }
}
