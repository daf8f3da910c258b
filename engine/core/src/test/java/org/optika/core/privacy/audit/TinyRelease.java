package org.optika.core.privacy.audit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.DrawContext;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.privacy.noise.TestStreams;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.Figure;
import org.optika.core.release.GroupTotals;
import org.optika.core.release.KeySet;
import org.optika.core.release.KeyedHash;
import org.optika.core.release.PersonContributions;
import org.optika.core.release.ReleaseBuilder;
import org.optika.core.release.ReleaseMetric;
import org.optika.core.release.ReleaseNoise;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.core.release.ValueBounds;
import org.optika.core.release.ValueColumns.ValueColumn;

/**
 * A release of four groups, step by step as {@code Releases} of the Spark module runs it, so that a
 * step can be replaced by a wrong one. Rows have one value, in the bounds {@link #VALUES} or
 * beyond.
 */
final class TinyRelease {
  static final ValueBounds VALUES = new ValueBounds(BigDecimal.ZERO, BigDecimal.valueOf(64));
  static final int GROUPS = 4;

  private static final KeySet KEYS =
      new KeySet(List.of("group"), List.of(List.of("a", "b", "c", "d")));
  private static final long SNAPSHOT = 1;
  private static final String QUERY = "query";

  private TinyRelease() {}

  record PersonRow(long group, double value) {}

  record Person(long id, List<PersonRow> rows) {

    /** So many rows in each of the first groups. */
    static Person of(long id, int groups, int rows, double value) {
      List<PersonRow> all = new ArrayList<>();
      for (int group = 0; group < groups; group++) {
        for (int row = 0; row < rows; row++) {
          all.add(new PersonRow(group, value));
        }
      }
      return new Person(id, all);
    }

    /** The same rows, each of a person of its own. */
    List<Person> split() {
      return IntStream.range(0, rows.size())
          .mapToObj(row -> new Person(1_000 * id + row, List.of(rows.get(row))))
          .toList();
    }
  }

  /** How a value of a row is brought to the grid of its column. */
  @FunctionalInterface
  interface Grid {
    long steps(ValueBounds bounds, double value);
  }

  static ReleasePlan plan(
      String epsilon, String delta, ContributionBounds bounds, List<ReleaseMetric> metrics) {
    ReleaseBuilder spec =
        ReleaseSpec.named("audit")
            .source("touchpoints")
            .period("2026-01-01", "2026-02-01")
            .key(KEYS.columns().get(0), KEYS.values().get(0))
            .perPerson(bounds.groups(), bounds.rowsPerGroup())
            .price(epsilon, delta);
    metrics.forEach(spec::metric);
    return ReleasePlan.of(spec.build());
  }

  /** All figures that are released, each with its deviation. */
  static Randomised of(ReleasePlan plan, List<Person> people) {
    return bits -> {
      ReleaseKey key = TestStreams.randomKey(bits);
      return figures(plan, key, exact(plan, plan.spec().bounds(), ValueBounds::steps, people, key));
    };
  }

  /** Exact cells of each group and statistic of the plan, in bounds that may be others. */
  static long[][][] exact(
      ReleasePlan plan, ContributionBounds bounds, Grid grid, List<Person> people, ReleaseKey key) {
    BitSource bits = key.bits(new DrawContext(SNAPSHOT, QUERY, "contributions", List.of()));
    List<ValueColumn> columns = plan.columns();
    PersonContributions contributions =
        new PersonContributions(
            bounds, columns.size(), new KeyedHash(bits.nextBits(63), bits.nextBits(63)));
    GroupTotals totals = new GroupTotals(plan.statistics());
    for (Person person : people) {
      contributions.begin(person.id());
      for (int row = 0; row < person.rows().size(); row++) {
        double value = person.rows().get(row).value();
        contributions.add(
            person.rows().get(row).group(),
            row,
            columns.stream().mapToLong(column -> grid.steps(column.bounds(), value)).toArray());
      }
      totals.add(contributions);
    }
    return IntStream.range(0, GROUPS)
        .mapToObj(group -> totals.groups().getOrDefault((long) group, nothing(plan)))
        .toArray(long[][][]::new);
  }

  private static long[][] nothing(ReleasePlan plan) {
    return plan.statistics().stream()
        .map(statistic -> new long[statistic.cells()])
        .toArray(long[][]::new);
  }

  static double[] figures(ReleasePlan plan, ReleaseKey key, long[][][] exact) {
    return figures(plan, new ReleaseNoise(plan, key, SNAPSHOT, QUERY), exact);
  }

  static double[] figures(ReleasePlan plan, ReleaseNoise noise, long[][][] exact) {
    return IntStream.range(0, GROUPS)
        .boxed()
        .flatMapToDouble(group -> numbers(noise, KEYS.group(group), exact[group]))
        .toArray();
  }

  static DoubleStream numbers(ReleaseNoise noise, List<String> keys, long[][] exact) {
    return noise.noisy(keys, exact).statistics().figures().stream()
        .flatMapToDouble(TinyRelease::numbers);
  }

  private static DoubleStream numbers(Figure figure) {
    return DoubleStream.of(
        figure.value().orElse(Double.NaN), figure.deviation().orElse(Double.NaN));
  }
}
