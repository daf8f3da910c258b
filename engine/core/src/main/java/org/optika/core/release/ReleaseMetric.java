package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.List;

/**
 * A figure of each group. What it needs from the rows are {@link Statistic}s; the figure is made of
 * them after noise was added.
 */
public sealed interface ReleaseMetric {

  /** Name in column {@code metric}, snake_case. */
  String id();

  /** Rows, of each person at most the bound. */
  record Count(String id) implements ReleaseMetric {}

  /** Persons with at least one row. */
  record People(String id) implements ReleaseMetric {}

  /**
   * Sum of a value over persons; what a person comes to in a group is clamped.
   *
   * @param bounds of a person's sum in one group
   */
  record Sum(String id, String column, ValueBounds bounds) implements ReleaseMetric {}

  /**
   * Mean of a value over rows.
   *
   * @param bounds of the value of one row
   */
  record Mean(String id, String column, ValueBounds bounds) implements ReleaseMetric {}

  /** Variance of a value over rows, the mean squared distance from their mean. */
  record Variance(String id, String column, ValueBounds bounds) implements ReleaseMetric {}

  /**
   * Values below which given shares of the rows lie.
   *
   * @param ranks shares in (0, 1), ascending
   */
  record Quantiles(String id, String column, ValueBounds bounds, List<BigDecimal> ranks)
      implements ReleaseMetric {
    public Quantiles {
      ranks = List.copyOf(ranks);
      require(!ranks.isEmpty(), "quantiles '%s': expected at least one rank", id);
    }
  }

  /** Rows by bins of equal width. */
  record Histogram(String id, String column, ValueBounds bounds, int bins)
      implements ReleaseMetric {}

  /**
   * One metric of the release divided by another; both are released anyway, so it costs nothing.
   *
   * @param numerator id of a count, people or sum
   * @param denominator id of a count, people or sum
   */
  record Ratio(String id, String numerator, String denominator) implements ReleaseMetric {}
}
