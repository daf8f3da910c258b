package org.optika.spark.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.DrawContext;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.KeySet;
import org.optika.core.release.NoisyGroup;
import org.optika.core.release.ReleaseNoise;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.Statistic;
import org.optika.core.release.ValueColumns.ValueColumn;

/** Runs a release: bounded exact totals, and noise, drawn once. Exact totals never leave it. */
public final class Releases {
  private Releases() {}

  /**
   * All groups of the keys, also those of nobody.
   *
   * @param key secret of this release; the same key over the same data gives the same groups
   * @param snapshot version of the data, part of what the noise depends on
   * @param query fingerprint of the specification and of the versions of all tables that are read
   */
  public static List<NoisyGroup> run(
      ReleasePlan plan, ReleaseInputs inputs, ReleaseKey key, long snapshot, String query) {
    BitSource bits = key.bits(new DrawContext(snapshot, query, "contributions", List.of()));
    HashSeed seed = new HashSeed(word(bits), word(bits));
    KeySet keys = plan.spec().keys();
    BoundedTotals.Query asked =
        new BoundedTotals.Query(
            keys,
            plan.spec().bounds(),
            plan.columns().stream().map(ValueColumn::name).toList(),
            plan.columns().stream().map(ValueColumn::bounds).toList(),
            plan.statistics());
    ReleaseRows rows = ReleaseSources.find(plan.spec().source()).rows(inputs);
    Map<Integer, long[][]> exact = new HashMap<>();
    for (Row cell : BoundedTotals.of(rows, asked, seed).collectAsList()) {
      exact
              .computeIfAbsent(cell.getInt(0), group -> nothing(plan))[cell.getInt(1)][
              cell.getInt(2)] =
          cell.getLong(3);
    }
    ReleaseNoise noise = new ReleaseNoise(plan, key, snapshot, query);
    List<NoisyGroup> groups = new ArrayList<>();
    for (int group = 0; group < keys.size(); group++) {
      groups.add(noise.noisy(keys.group(group), exact.getOrDefault(group, nothing(plan))));
    }
    return groups;
  }

  private static long word(BitSource bits) {
    return bits.nextBits(32) << 32 | bits.nextBits(32);
  }

  private static long[][] nothing(ReleasePlan plan) {
    return plan.statistics().stream()
        .map((Statistic statistic) -> new long[statistic.cells()])
        .toArray(long[][]::new);
  }
}
