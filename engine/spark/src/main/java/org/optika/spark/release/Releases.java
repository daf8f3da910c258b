package org.optika.spark.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.DrawContext;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.KeySet;
import org.optika.core.release.NoisyGroup;
import org.optika.core.release.ReleaseNoise;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ValueColumns.ValueColumn;
import scala.collection.BufferedIterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A release that can run: what it reads was found and may be read. Exact totals never leave it;
 * noise is drawn once, from the bits of a key.
 */
public final class Releases {
  private final ReleasePlan plan;
  private final ReleaseReading reading;

  /**
   * @param rows with all columns that the plan names
   */
  public Releases(ReleasePlan plan, ReleaseRows rows) {
    this(plan, ReleaseReading.of(rows));
  }

  private Releases(ReleasePlan plan, ReleaseReading reading) {
    this.plan = plan;
    this.reading = reading;
  }

  /**
   * Looks up what the release reads, so that what is missing is told before anything is charged.
   *
   * @throws IllegalArgumentException when the source, or a column of it, does not exist
   * @throws ReleaseFailedException when Spark fails while it plans
   */
  public static Releases of(ReleasePlan plan, ReleaseInputs inputs) {
    ReleaseSource source = ReleaseSources.find(plan.spec().source());
    source.requireColumns(plan);
    try {
      return new Releases(plan, source.plan(plan.spec().solve().map(inputs::of).orElse(inputs)));
    } catch (Exception failure) { // also those of Spark, which Java does not see declared
      throw ReleaseFailedException.hiding(failure);
    }
  }

  /**
   * All groups of a public list, also those of nobody, and then those of the upper levels; of
   * groups of the data those that are shown, ordered by their keys.
   *
   * @param key secret of this release; the same key over the same data gives the same groups
   * @param snapshot version of the data, part of what the noise depends on
   * @param query fingerprint of the specification and of the versions of all tables that are read
   * @throws ReleaseFailedException when Spark fails
   */
  public List<NoisyGroup> run(ReleaseKey key, long snapshot, String query) {
    try {
      return groups(key, snapshot, query);
    } catch (Exception failure) { // also those of Spark, which Java does not see declared
      throw ReleaseFailedException.hiding(failure);
    }
  }

  private List<NoisyGroup> groups(ReleaseKey key, long snapshot, String query) {
    BitSource bits = key.bits(new DrawContext(snapshot, query, "contributions", List.of()));
    HashSeed seed = new HashSeed(word(bits), word(bits));
    ReleaseNoise noise = new ReleaseNoise(plan, key, snapshot, query);
    List<NoisyGroup> groups = new ArrayList<>();
    reading.read(
        rows -> {
          groups.clear();
          Dataset<Row> totals = totals(rows, seed);
          groups.addAll(
              plan.spec().keys() instanceof KeySet keys
                  ? listed(totals, keys, noise)
                  : shown(totals, noise));
        });
    return groups;
  }

  private Dataset<Row> totals(ReleaseRows rows, HashSeed seed) {
    BoundedTotals.Query query =
        new BoundedTotals.Query(
            plan.spec().keys(),
            plan.spec().bounds(),
            plan.columns().stream().map(ValueColumn::name).toList(),
            plan.columns().stream().map(ValueColumn::bounds).toList(),
            plan.statistics());
    return BoundedTotals.of(rows, query, seed);
  }

  private List<NoisyGroup> listed(Dataset<Row> totals, KeySet keys, ReleaseNoise noise) {
    Map<Integer, long[][]> exact = new HashMap<>();
    for (Row cell : totals.collectAsList()) {
      set(exact.computeIfAbsent(cell.getInt(0), first -> plan.nothing()), cell);
    }
    List<NoisyGroup> groups = new ArrayList<>();
    for (int group = 0; group < keys.size(); group++) {
      groups.add(noise.noisy(keys.group(group), exact.getOrDefault(group, plan.nothing())));
    }
    groups.addAll(noise.upper(exact));
    return groups;
  }

  /** One partition after another, so that groups which are not shown take no memory. */
  private List<NoisyGroup> shown(Dataset<Row> totals, ReleaseNoise noise) {
    List<NoisyGroup> groups = new ArrayList<>();
    BufferedIterator<Row> cells = CollectionConverters.asScala(totals.toLocalIterator()).buffered();
    while (cells.hasNext()) {
      List<String> group = keys(cells.head());
      long[][] exact = plan.nothing();
      while (cells.hasNext() && keys(cells.head()).equals(group)) {
        set(exact, cells.next());
      }
      noise.shown(group, exact).ifPresent(groups::add);
    }
    groups.sort(Comparator.comparing(shown -> String.join("\0", shown.keys())));
    return groups;
  }

  private List<String> keys(Row cell) {
    return IntStream.range(0, plan.spec().keys().columns().size())
        .mapToObj(cell::getString)
        .toList();
  }

  private static void set(long[][] exact, Row cell) {
    int statistic = cell.size() - 3;
    exact[cell.getInt(statistic)][cell.getInt(statistic + 1)] = cell.getLong(statistic + 2);
  }

  private static long word(BitSource bits) {
    return bits.nextBits(32) << 32 | bits.nextBits(32);
  }
}
