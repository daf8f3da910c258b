package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.TestStreams;

/**
 * How often 95 % intervals of 2,000 whole releases hold what was counted. With right intervals and
 * other seeds one of the nine figures is off by four standard errors in 1,700 runs; with these
 * none.
 */
@Tag("slow")
@Tag("audit")
class ReleaseIntervalsTest {
  private static final int RUNS = 2_000;
  private static final int PEOPLE = 1_000;
  private static final double NOMINAL = 0.95;

  /** Of {@link NoiseDistribution} on fine lattices. */
  private static final double ERROR = 1e-5;

  private static final ValueBounds EUROS =
      new ValueBounds(BigDecimal.ZERO, BigDecimal.valueOf(100));
  private static final CountMetric COUNT = new CountMetric("count");
  private static final SumMetric SUM = new SumMetric("sum", "value", EUROS);
  private static final MeanMetric MEAN = new MeanMetric("mean", "value", EUROS);

  private static ReleasePlan plan(String epsilon, String delta, int groups) {
    return ReleasePlan.of(
        ReleaseSpec.named("test")
            .source("conversions")
            .period("2026-01-01", "2026-02-01")
            .perPerson(groups, 1)
            .metric(COUNT)
            .metric(SUM)
            .metric(MEAN)
            .price(epsilon, delta)
            .build());
  }

  /** Skewed values, one of each person. */
  private static long[][] exact(ReleasePlan plan) {
    GroupTotals totals = new GroupTotals(plan.statistics());
    PersonContributions person =
        new PersonContributions(plan.spec().bounds(), plan.columns().size(), new KeyedHash(1, 2));
    Random random = new Random(42);
    for (int i = 0; i < PEOPLE; i++) {
      double value = Math.exp(2 + 0.8 * random.nextGaussian());
      person.begin(i);
      person.add(
          0,
          i,
          plan.columns().stream().mapToLong(column -> column.bounds().steps(value)).toArray());
      totals.add(person);
    }
    return totals.groups().get(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, discrete-laplace",
    "8, 0, 1, discrete-laplace",
    "1, 1e-6, 4, discrete-gaussian"
  })
  void intervals_hold_what_was_counted_as_often_as_the_noise_says(
      String epsilon, String delta, int groups, String mechanism) {
    ReleasePlan plan = plan(epsilon, delta, groups);
    List<Statistic> statistics = plan.statistics();
    Statistic rows = COUNT.statistic(plan.valueColumns());
    Statistic total = SUM.statistic(plan.valueColumns());
    Statistic distances = MEAN.statistics(plan.valueColumns()).get(1);
    long[][] exact = exact(plan);
    long count = exact[statistics.indexOf(rows)][0];
    long sum = exact[statistics.indexOf(total)][0];
    long distance = exact[statistics.indexOf(distances)][0];
    double[] truths = {
      count, EUROS.step() * sum, EUROS.step() * (EUROS.middleSteps() + (double) distance / count)
    };
    double[] analytic = {
      coverage(plan.noise(0), rows),
      coverage(plan.noise(0), total),
      coverageOfMean(plan.noise(0), rows, distances, (double) distance / count)
    };

    double[] covered = covered(plan, exact, truths);

    for (int i = 0; i < truths.length; i++) {
      String metric = plan.spec().metrics().get(i).id();
      System.out.printf(
          "intervals of %s, epsilon %s, %s: %.4f cover, %.4f are to be expected%n",
          metric, epsilon, mechanism, covered[i], analytic[i]);
      double standardError = Math.sqrt(analytic[i] * (1 - analytic[i]) / RUNS);
      assertThat(covered[i]).as(metric).isCloseTo(analytic[i], within(4 * standardError));
    }
    assertThat(plan.noise(0).mechanism(rows)).isEqualTo(mechanism);
    assertThat(analytic[0]).isGreaterThan(NOMINAL - ERROR);
    assertThat(analytic[1]).isGreaterThan(NOMINAL - ERROR);
    assertThat(analytic[2]).isGreaterThan(NOMINAL - ERROR);
  }

  private static double[] covered(ReleasePlan plan, long[][] exact, double[] truths) {
    BitSource secrets = TestStreams.named("intervals of " + plan.spec().price());
    double[] covered = new double[truths.length];
    for (int run = 0; run < RUNS; run++) {
      List<Figure> figures =
          new ReleaseNoise(plan, TestStreams.randomKey(secrets), 1, "query")
              .noisy(List.of(), exact)
              .statistics()
              .figures();
      for (int i = 0; i < truths.length; i++) {
        Figure figure = figures.get(i);
        if (figure.low().getAsDouble() <= truths[i] && truths[i] <= figure.high().getAsDouble()) {
          covered[i] += 1.0 / RUNS;
        }
      }
    }
    return covered;
  }

  /** That the noise is within half of the width of the interval. */
  private static double coverage(LevelNoise noise, Statistic statistic) {
    long half = (long) noise.halfWidth(statistic);
    return NoiseDistribution.of(noise.additive(statistic)).between(-half, half);
  }

  /**
   * That noise X of the distances and Y of the rows have |X - mean * Y| within z deviations of it,
   * which is when {@link Quotient#interval} holds the mean.
   *
   * @param mean distance from the middle, in steps
   */
  private static double coverageOfMean(
      LevelNoise noise, Statistic rows, Statistic distances, double mean) {
    NoiseDistribution ofRows = NoiseDistribution.of(noise.additive(rows));
    NoiseDistribution ofDistances = NoiseDistribution.of(noise.additive(distances));
    double reach =
        Math.max(
            Interval.Z,
            Math.max(
                noise.halfWidth(rows) / noise.deviation(rows),
                noise.halfWidth(distances) / noise.deviation(distances)));
    double most = reach * Math.hypot(noise.deviation(distances), mean * noise.deviation(rows));
    double covered = 0;
    for (long y = -ofRows.reach(); y <= ofRows.reach(); y++) {
      covered +=
          ofRows.between(y, y)
              * ofDistances.between(
                  (long) Math.ceil(mean * y - most), (long) Math.floor(mean * y + most));
    }
    return covered;
  }
}
