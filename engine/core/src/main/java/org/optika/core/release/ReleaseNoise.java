package org.optika.core.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.DrawContext;
import org.optika.core.privacy.noise.ReleaseKey;

/**
 * Draws the noise of a release: for each group and statistic from bits of its own, which depend on
 * the key and on what they are for. A run that is repeated with the same key draws the same.
 */
public final class ReleaseNoise {
  private final ReleasePlan plan;
  private final ReleaseKey key;
  private final long snapshot;
  private final String query;

  /**
   * @param snapshot version of the data that is read; &gt;= 0
   * @param query fingerprint of the specification and of all tables that are read
   */
  public ReleaseNoise(ReleasePlan plan, ReleaseKey key, long snapshot, String query) {
    this.plan = plan;
    this.key = key;
    this.snapshot = snapshot;
    this.query = query;
  }

  /**
   * A group of the keys.
   *
   * @param keys values that make the group
   * @param exact cells of each statistic of the plan; all 0 for a group of nobody
   */
  public NoisyGroup noisy(List<String> keys, long[][] exact) {
    return noisy(0, keys, exact);
  }

  /**
   * All groups of the upper levels, finest first; each with noise of its own around the sum of its
   * groups.
   *
   * @param exact cells of each statistic of the plan by the number of the group, see {@link
   *     KeySet#group}; groups of nobody may be missing
   */
  public List<NoisyGroup> upper(Map<Integer, long[][]> exact) {
    List<NoisyGroup> groups = new ArrayList<>();
    GroupTree tree = plan.tree();
    Map<Integer, long[][]> totals = exact;
    for (int level = 1; level < tree.levels(); level++) {
      totals = UpperTotals.of(plan, level, totals);
      KeySet keys = tree.keys(level);
      for (int group = 0; group < keys.size(); group++) {
        groups.add(noisy(level, keys.group(group), totals.getOrDefault(group, plan.nothing())));
      }
    }
    return groups;
  }

  private NoisyGroup noisy(int level, List<String> keys, long[][] exact) {
    LevelNoise noise = plan.noise(level);
    String use = level == 0 ? "statistic-%d" : "level-%d-statistic-%%d".formatted(level);
    Map<Statistic, NoisyCells> cells = new LinkedHashMap<>();
    Map<Statistic, int[]> drawn = new LinkedHashMap<>();
    List<Statistic> statistics = plan.statistics();
    for (int i = 0; i < exact.length; i++) {
      Statistic statistic = statistics.get(i);
      BitSource bits = key.bits(new DrawContext(snapshot, query, use.formatted(i), keys));
      if (noise.isDrawn(statistic)) {
        drawn.put(statistic, noise.quantiles(statistic).draw(exact[i], bits));
      } else if (noise.isAdded(statistic)) {
        cells.put(
            statistic,
            new NoisyCells(
                noisy(noise.additive(statistic), exact[i], bits),
                noise.deviation(statistic),
                noise.halfWidth(statistic)));
      }
    }
    return new NoisyGroup(level, keys, new NoisyStatistics(plan, level, cells, drawn));
  }

  private static double[] noisy(AdditiveMechanism mechanism, long[] exact, BitSource bits) {
    double[] noisy = new double[exact.length];
    for (int cell = 0; cell < noisy.length; cell++) {
      noisy[cell] = mechanism.noisy(exact[cell], bits);
    }
    return noisy;
  }
}
