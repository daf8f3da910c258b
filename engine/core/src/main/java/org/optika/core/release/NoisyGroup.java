package org.optika.core.release;

import java.util.List;
import java.util.Map;

/**
 * Statistics of one group with noise in them. Only {@link ReleaseNoise} makes one, so that figures
 * for the outside cannot be made of exact numbers.
 */
public final class NoisyGroup {
  private final List<String> group;
  private final Map<Statistic, long[]> cells;
  private final Map<Statistic, int[]> quantiles;

  NoisyGroup(List<String> group, Map<Statistic, long[]> cells, Map<Statistic, int[]> quantiles) {
    this.group = group;
    this.cells = cells;
    this.quantiles = quantiles;
  }

  /** Values of the keys. */
  public List<String> group() {
    return group;
  }

  /** Noisy sums of a statistic, in its steps. */
  long[] cells(Statistic statistic) {
    return cells.get(statistic);
  }

  /** Bins that were drawn as the quantiles of a statistic. */
  int[] quantiles(Statistic statistic) {
    return quantiles.get(statistic);
  }
}
