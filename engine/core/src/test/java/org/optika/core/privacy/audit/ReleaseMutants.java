package org.optika.core.privacy.audit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.optika.core.privacy.audit.TinyRelease.Grid;
import org.optika.core.privacy.audit.TinyRelease.Person;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.privacy.noise.TestStreams;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.CountMetric;
import org.optika.core.release.HistogramMetric;
import org.optika.core.release.MeanMetric;
import org.optika.core.release.ReleaseMetric;
import org.optika.core.release.ReleaseNoise;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.SumMetric;
import org.optika.core.release.ValueBounds;
import org.optika.core.release.VarianceMetric;

/** Planted faults of whole releases: each promises an epsilon of 1 that it does not keep. */
final class ReleaseMutants {
  private static final int DRAWS = 20_000;
  private static final ContributionBounds ONE = new ContributionBounds(1, 1);
  private static final int MANY = 10;

  /** Far beyond the bounds, and small enough for sums of steps. */
  private static final double BEYOND = 640;

  private static final ReleaseMetric ROWS = new CountMetric("rows");
  private static final ReleaseMetric SUM = new SumMetric("sum", "value", TinyRelease.VALUES);
  private static final ReleaseMetric MEAN = new MeanMetric("mean", "value", TinyRelease.VALUES);
  private static final ReleaseMetric VARIANCE =
      new VarianceMetric("variance", "value", TinyRelease.VALUES);
  private static final ReleaseMetric HISTOGRAM =
      new HistogramMetric("histogram", "value", TinyRelease.VALUES, 4);

  private static final Person OTHER = Person.of(1, 1, 1, 0);
  private static final Grid UNCLAMPED =
      (bounds, value) -> Math.round(Math.scalb(value, bounds.gridBits()));

  private ReleaseMutants() {}

  static Stream<AuditCase> all() {
    ReleasePlan rows = plan("1", ONE, ROWS);
    Person oneRow = Person.of(2, 1, 1, BEYOND);
    Person fourGroups = Person.of(2, TinyRelease.GROUPS, 1, BEYOND);
    Person fiveRows = Person.of(2, 1, 5, BEYOND);
    return Stream.of(
        mutant(
            "no bound of groups",
            fourGroups,
            bounded(rows, new ContributionBounds(TinyRelease.GROUPS, 1), ValueBounds::steps)),
        mutant(
            "no bound of rows",
            fiveRows,
            bounded(rows, new ContributionBounds(1, MANY), ValueBounds::steps)),
        mutant(
            "noise for one group where a person counts in three",
            fourGroups,
            bounded(rows, new ContributionBounds(3, 1), ValueBounds::steps)),
        mutant(
            "no clamp of the sum of a person",
            fiveRows,
            people ->
                TinyRelease.of(
                    plan("1", ONE, SUM),
                    people.stream().flatMap(person -> person.split().stream()).toList())),
        mutant(
            "no clamp of values of a mean", oneRow, bounded(plan("1", ONE, MEAN), ONE, UNCLAMPED)),
        mutant(
            "no clamp of values of a variance",
            oneRow,
            bounded(plan("1", ONE, VARIANCE), ONE, UNCLAMPED)),
        mutant(
            "half the noise in a histogram",
            oneRow,
            people -> TinyRelease.of(plan("2", ONE, HISTOGRAM), people)),
        mutant(
            "a histogram with noise for one row, of persons with three",
            new Person(2, rowsWith(1, 20, 40)),
            bounded(plan("1", ONE, HISTOGRAM), new ContributionBounds(1, 3), ValueBounds::steps)),
        mutant(
            "two metrics, each with the whole price",
            oneRow,
            people -> together(plan("1", ONE, ROWS), plan("1", ONE, SUM), people)),
        mutant(
            "a release that is drawn again with another key",
            oneRow,
            people -> together(rows, rows, people)),
        mutant(
            "groups of nobody left out",
            Person.of(2, 2, 1, 0),
            people -> withoutNobody(rows, people)),
        mutant("the same bits for all groups", oneRow, people -> sameBits(rows, people)),
        mutant("the same key for every release", oneRow, people -> sameKey(rows, people)),
        mutant(
            "the exact number of rows under a mean",
            Person.of(2, 1, 1, 32),
            ReleaseMutants::exactRows));
  }

  /** A pipeline with a fault, on given persons. */
  @FunctionalInterface
  private interface Faulty {
    Randomised on(List<Person> people);
  }

  private static AuditCase mutant(String name, Person person, Faulty pipeline) {
    return new AuditCase(
        name,
        List.of(new Claim(1, 0)),
        DRAWS,
        pipeline.on(List.of(OTHER, person)),
        pipeline.on(List.of(OTHER)));
  }

  private static ReleasePlan plan(String epsilon, ContributionBounds bounds, ReleaseMetric metric) {
    return TinyRelease.plan(epsilon, "0", bounds, List.of(metric));
  }

  private static List<TinyRelease.PersonRow> rowsWith(double... values) {
    return Arrays.stream(values).mapToObj(value -> new TinyRelease.PersonRow(0, value)).toList();
  }

  private static Faulty bounded(ReleasePlan plan, ContributionBounds bounds, Grid grid) {
    return people ->
        bits -> {
          ReleaseKey key = TestStreams.randomKey(bits);
          return TinyRelease.figures(plan, key, TinyRelease.exact(plan, bounds, grid, people, key));
        };
  }

  private static Randomised together(ReleasePlan one, ReleasePlan other, List<Person> people) {
    Randomised first = TinyRelease.of(one, people);
    Randomised second = TinyRelease.of(other, people);
    return bits ->
        DoubleStream.concat(DoubleStream.of(first.draw(bits)), DoubleStream.of(second.draw(bits)))
            .toArray();
  }

  private static Randomised withoutNobody(ReleasePlan plan, List<Person> people) {
    return bits -> {
      ReleaseKey key = TestStreams.randomKey(bits);
      long[][][] exact = exact(plan, people, key);
      double[] figures = TinyRelease.figures(plan, key, exact);
      int perGroup = figures.length / exact.length;
      for (int i = 0; i < figures.length; i++) {
        figures[i] = exact[i / perGroup][0][0] == 0 ? Double.NaN : figures[i];
      }
      return figures;
    };
  }

  private static long[][][] exact(ReleasePlan plan, List<Person> people, ReleaseKey key) {
    return TinyRelease.exact(plan, plan.spec().bounds(), ValueBounds::steps, people, key);
  }

  /** The attacker looks at differences between groups. */
  private static Randomised sameBits(ReleasePlan plan, List<Person> people) {
    return bits -> {
      ReleaseKey key = TestStreams.randomKey(bits);
      ReleaseNoise noise = new ReleaseNoise(plan, key, 1, "query");
      double[] values =
          Arrays.stream(exact(plan, people, key))
              .mapToDouble(
                  cells -> TinyRelease.numbers(noise, List.of(), cells).findFirst().orElseThrow())
              .toArray();
      return IntStream.range(1, values.length).mapToDouble(i -> values[i] - values[0]).toArray();
    };
  }

  private static Randomised sameKey(ReleasePlan plan, List<Person> people) {
    return bits -> {
      ReleaseKey key = new ReleaseKey(new byte[ReleaseKey.BYTES]);
      return TinyRelease.figures(plan, key, exact(plan, people, key));
    };
  }

  /** A noisy sum of values over the exact number of rows. */
  private static Randomised exactRows(List<Person> people) {
    ReleasePlan plan = plan("1", ONE, SUM);
    return bits -> {
      ReleaseKey key = TestStreams.randomKey(bits);
      long rows = people.stream().flatMap(person -> person.rows().stream()).count();
      double[] figures = TinyRelease.figures(plan, key, exact(plan, people, key));
      return Arrays.stream(figures).map(figure -> figure / rows).toArray();
    };
  }
}
