package org.optika.core.release;

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
   * @param keys values that make the group
   * @param exact cells of each statistic of the plan; all 0 for a group of nobody
   */
  public NoisyGroup noisy(List<String> keys, long[][] exact) {
    Map<Statistic, long[]> cells = new LinkedHashMap<>();
    Map<Statistic, int[]> drawn = new LinkedHashMap<>();
    List<Statistic> statistics = plan.statistics();
    for (int i = 0; i < exact.length; i++) {
      Statistic statistic = statistics.get(i);
      BitSource bits =
          key.bits(new DrawContext(snapshot, query, "statistic-%d".formatted(i), keys));
      if (plan.noise().isDrawn(statistic)) {
        drawn.put(statistic, plan.noise().quantiles(statistic).draw(exact[i], bits));
      } else {
        cells.put(statistic, noisy(plan.noise().additive(statistic), exact[i], bits));
      }
    }
    return new NoisyGroup(keys, new NoisyStatistics(plan, cells, drawn));
  }

  private static long[] noisy(AdditiveMechanism mechanism, long[] exact, BitSource bits) {
    long[] noisy = new long[exact.length];
    for (int cell = 0; cell < noisy.length; cell++) {
      noisy[cell] = mechanism.noisy(exact[cell], bits);
    }
    return noisy;
  }
}
