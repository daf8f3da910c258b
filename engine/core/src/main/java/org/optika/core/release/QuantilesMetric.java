package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.optika.core.privacy.noise.QuantilesMechanism;

/**
 * Values below which given shares of the rows lie. They ascend. An interval would need a budget of
 * its own, so there is none.
 *
 * @param bounds of the value of one row
 * @param ranks shares in (0, 1), ascending
 */
public record QuantilesMetric(String id, String column, ValueBounds bounds, List<BigDecimal> ranks)
    implements ReleaseMetric {
  private static final int BINS = Statistic.Bins.MOST_BINS;
  private static final double ONCE_IN = 20;

  public QuantilesMetric {
    ranks = List.copyOf(ranks);
    require(!ranks.isEmpty(), "quantiles '%s': expected at least one rank", id);
  }

  /** What the quantiles are drawn of. */
  Statistic.Bins bins(ValueColumns columns) {
    return Statistic.Bins.of(columns.position(column, bounds), bounds, BINS);
  }

  @Override
  public List<Statistic> statistics(ValueColumns columns) {
    return List.of(bins(columns));
  }

  @Override
  public List<Figure> figures(NoisyStatistics noisy, ValueColumns columns) {
    Statistic.Bins bins = bins(columns);
    int[] drawn = noisy.drawn(bins);
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < drawn.length; i++) {
      double steps =
          bins.bins().centre(drawn[i]).toDecimal(17, RoundingMode.HALF_EVEN).doubleValue();
      figures.add(
          noisy.drawn(
              "%s[%s]".formatted(id, ranks.get(i).stripTrailingZeros().toPlainString()),
              bounds.step() * steps,
              bins));
    }
    return figures;
  }

  /**
   * The rank error, a share of the rows, that is exceeded once in twenty times at most. All bins
   * that are farther from the rank than t are drawn with a probability of at most bins *
   * e^(-epsilon t / 2 rows) beside those that hold it; errors of the levels add up.
   */
  @Override
  public double expectedError(long groupSize, LevelNoise noise, ValueColumns columns) {
    QuantilesMechanism mechanism = noise.quantiles(bins(columns));
    double epsilon = mechanism.epsilonPerLevel().toDecimal(17, RoundingMode.FLOOR).doubleValue();
    double ofLevel =
        2 * noise.bounds().rowsPerGroup() * Math.log(BINS * ONCE_IN * ranks.size()) / epsilon;
    return Math.min(1, mechanism.levels() * ofLevel / groupSize);
  }

  @Override
  public boolean addsUp(ValueColumns columns) {
    return false;
  }

  @Override
  public boolean isNonNegative(ValueColumns columns) {
    return false;
  }
}
