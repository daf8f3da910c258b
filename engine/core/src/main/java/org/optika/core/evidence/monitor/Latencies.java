package org.optika.core.evidence.monitor;

import java.util.Map;
import java.util.OptionalDouble;
import org.optika.core.evidence.report.Delay;

/**
 * How long it took to receive the choices of a month.
 *
 * @param people different people behind the rows
 * @param rows by class of time
 */
public record Latencies(long people, Map<Delay, Long> rows) {

  public Latencies {
    rows = Map.copyOf(rows);
  }

  /** All rows. */
  public long count() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The class that a share of the rows does not exceed.
   *
   * @param share in (0, 1), e.g. 0.95
   * @param threshold people who have to be on either side of it, if rows were spread evenly over
   *     people; else one of them could be told from it
   * @return place of the {@link Delay}; empty when fewer people are there, or no rows
   */
  OptionalDouble classOf(double share, int threshold) {
    long all = count();
    if (all == 0 || people * Math.min(share, 1 - share) < threshold) {
      return OptionalDouble.empty();
    }
    long needed = (long) Math.ceil(share * all);
    long reached = 0;
    for (Delay delay : Delay.values()) {
      reached += rows.getOrDefault(delay, 0L);
      if (reached >= needed) {
        return OptionalDouble.of(delay.ordinal());
      }
    }
    throw new IllegalStateException("counts of rows are negative: " + rows);
  }
}
