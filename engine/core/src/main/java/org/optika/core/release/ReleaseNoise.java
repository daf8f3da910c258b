package org.optika.core.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
   * A group of a public list.
   *
   * @param keys values that make the group
   * @param exact cells of each statistic of the plan; all 0 for a group of nobody
   */
  public NoisyGroup noisy(List<String> keys, long[][] exact) {
    NoisePlan noise = plan.noise();
    Map<Statistic, long[]> cells = new LinkedHashMap<>();
    Map<Statistic, int[]> drawn = new LinkedHashMap<>();
    for (int i = 0; i < exact.length; i++) {
      Statistic statistic = plan.statistics().get(i);
      if (noise.isDrawn(statistic)) {
        drawn.put(statistic, noise.quantiles(statistic).draw(exact[i], bits(i, keys)));
      } else if (noise.hasNoise(statistic)) {
        cells.put(statistic, noisy(i, keys, exact[i]));
      }
    }
    return new NoisyGroup(keys, new NoisyStatistics(plan, cells, drawn));
  }

  /**
   * A group that is there in the data, which is not always shown.
   *
   * @param keys values that make the group
   * @param exact cells of each statistic of the plan, of at least one person
   * @return empty when the group is not shown
   */
  public Optional<NoisyGroup> shown(List<String> keys, long[][] exact) {
    int people = plan.statistics().indexOf(NoisePlan.PEOPLE);
    OptionalLong noisyPeople =
        plan.noise().hasNoise(NoisePlan.PEOPLE)
            ? OptionalLong.of(noisy(people, keys, exact[people])[0])
            : OptionalLong.empty();
    BitSource bits = key.bits(new DrawContext(snapshot, query, "selection", keys));
    GroupChoice choice = plan.noise().choice().orElseThrow();
    return choice.shows(exact[people][0], noisyPeople, bits)
        ? Optional.of(noisy(keys, exact))
        : Optional.empty();
  }

  /** Asked again for the same group it draws the same. */
  private long[] noisy(int statistic, List<String> keys, long[] exact) {
    AdditiveMechanism mechanism = plan.noise().additive(plan.statistics().get(statistic));
    BitSource bits = bits(statistic, keys);
    long[] noisy = new long[exact.length];
    for (int cell = 0; cell < noisy.length; cell++) {
      noisy[cell] = mechanism.noisy(exact[cell], bits);
    }
    return noisy;
  }

  private BitSource bits(int statistic, List<String> keys) {
    return key.bits(new DrawContext(snapshot, query, "statistic-%d".formatted(statistic), keys));
  }
}
