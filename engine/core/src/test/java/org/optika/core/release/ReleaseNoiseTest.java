package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.optika.core.privacy.noise.ReleaseKey;

class ReleaseNoiseTest {
  private static final int RUNS = 1_000;
  private static final ContributionBounds ONE = new ContributionBounds(1, 1);
  private static final ValueBounds EUROS =
      new ValueBounds(BigDecimal.ZERO, BigDecimal.valueOf(100));
  private static final CountMetric ROWS = new CountMetric("rows");
  private static final SumMetric SUM = new SumMetric("sum", "value", EUROS);

  /** 10,000 persons with one value each, as public comparisons of libraries have them. */
  private static final double[] VALUES = values();

  private static double[] values() {
    Random random = new Random(42);
    double[] values = new double[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(100, Math.exp(2 + 0.8 * random.nextGaussian()));
    }
    return values;
  }

  private static ReleaseKey key(int number) {
    byte[] secret = new byte[ReleaseKey.BYTES];
    Arrays.fill(secret, (byte) number);
    secret[0] = (byte) (number >> 8);
    return new ReleaseKey(secret);
  }

  private static ReleasePlan plan(String delta, ReleaseMetric... metrics) {
    ReleaseBuilder spec =
        ReleaseSpec.named("test")
            .source("conversions")
            .period("2026-01-01", "2026-02-01")
            .perPerson(1, 1)
            .price("1", delta)
            .relativeError("0.1");
    List.of(metrics).forEach(spec::metric);
    return ReleasePlan.of(spec.build());
  }

  private static long[][] exact(ReleasePlan plan) {
    GroupTotals totals = new GroupTotals(plan.statistics());
    PersonContributions person =
        new PersonContributions(ONE, plan.columns().size(), new KeyedHash(1, 2));
    long[] steps = new long[plan.columns().size()];
    for (int i = 0; i < VALUES.length; i++) {
      person.begin(i);
      for (int column = 0; column < steps.length; column++) {
        steps[column] = plan.columns().get(column).bounds().steps(VALUES[i]);
      }
      person.add(0, i, steps);
      totals.add(person);
    }
    return totals.groups().get(0L);
  }

  private static List<Figure> figures(ReleasePlan plan, long[][] exact, ReleaseKey key) {
    return new ReleaseNoise(plan, key, 1, "query").noisy(List.of(), exact).statistics().figures();
  }

  @Test
  void the_same_key_over_the_same_data_draws_the_same_and_anything_else_does_not() {
    ReleasePlan plan = plan("1e-6", ROWS, SUM);
    long[][] exact = exact(plan);
    List<Figure> drawn = figures(plan, exact, key(1));

    assertThat(figures(plan, exact, key(1))).isEqualTo(drawn);
    assertThat(figures(plan, exact, key(2))).isNotEqualTo(drawn);
    assertThat(
            new ReleaseNoise(plan, key(1), 2, "query")
                .noisy(List.of(), exact)
                .statistics()
                .figures())
        .isNotEqualTo(drawn);
    assertThat(
            new ReleaseNoise(plan, key(1), 1, "another")
                .noisy(List.of(), exact)
                .statistics()
                .figures())
        .isNotEqualTo(drawn);
  }

  /** Mean absolute errors that other libraries reach: count 0.851, sum 100 (no delta). */
  @Test
  void a_count_or_a_sum_alone_has_the_error_of_its_mechanism() {
    assertThat(meanAbsoluteError(plan("0", ROWS), 0, VALUES.length, RUNS))
        .isCloseTo(0.851, within(4 * 1.06 / Math.sqrt(RUNS)));
    assertThat(meanAbsoluteError(plan("0", SUM), 0, Arrays.stream(VALUES).sum(), RUNS))
        .isCloseTo(100, within(4 * 100 / Math.sqrt(RUNS)));
  }

  /** With Gaussian noise in both of its parts another library has 0.0436. */
  @Test
  void a_mean_is_a_quarter_better_than_a_sum_and_a_count_by_themselves() {
    ReleasePlan plan = plan("1e-6", new MeanMetric("mean", "value", EUROS));
    double mean = Arrays.stream(VALUES).average().orElseThrow();

    assertThat(meanAbsoluteError(plan, 0, mean, RUNS)).isLessThan(0.75 * 0.0436);
  }

  private static double meanAbsoluteError(ReleasePlan plan, int figure, double expected, int runs) {
    long[][] exact = exact(plan);
    double sum = 0;
    for (int run = 0; run < runs; run++) {
      sum += Math.abs(figures(plan, exact, key(run)).get(figure).value().getAsDouble() - expected);
    }
    return sum / runs;
  }

  @Test
  void every_kind_of_metric_is_near_what_it_measures() {
    ReleasePlan plan =
        plan(
            "1e-6",
            ROWS,
            new PeopleMetric("people"),
            SUM,
            new MeanMetric("mean", "value", EUROS),
            new VarianceMetric("variance", "value", EUROS),
            new HistogramMetric("histogram", "value", EUROS, 4),
            new QuantilesMetric(
                "quantiles", "value", EUROS, List.of(new BigDecimal("0.5"), new BigDecimal("0.9"))),
            new RatioMetric("per_row", SUM, ROWS));
    double mean = Arrays.stream(VALUES).average().orElseThrow();
    double variance =
        Arrays.stream(VALUES).map(value -> (value - mean) * (value - mean)).average().orElseThrow();

    List<Figure> figures = figures(plan, exact(plan), key(7));

    assertThat(figures)
        .extracting(Figure::metric)
        .containsExactly(
            "rows",
            "people",
            "sum",
            "mean",
            "variance",
            "histogram[0]",
            "histogram[1]",
            "histogram[2]",
            "histogram[3]",
            "quantiles[0.5]",
            "quantiles[0.9]",
            "per_row");
    near(figures.get(0), 10_000);
    near(figures.get(1), 10_000);
    near(figures.get(2), 10_000 * mean);
    near(figures.get(3), mean);
    near(figures.get(4), variance);
    near(figures.get(5), Arrays.stream(VALUES).filter(value -> value < 25).count());
    // One eighth of epsilon, on two levels.
    assertThat(rank(figures.get(9))).isCloseTo(0.5, within(0.03));
    assertThat(rank(figures.get(10))).isCloseTo(0.9, within(0.03));
    assertThat(figures.get(9).low()).isEmpty();
    near(figures.get(11), mean);
  }

  private static double rank(Figure quantile) {
    double value = quantile.value().getAsDouble();
    return Arrays.stream(VALUES).filter(other -> other < value).count() / (double) VALUES.length;
  }

  private static void near(Figure figure, double expected) {
    assertThat(figure.value().getAsDouble())
        .as(figure.metric())
        .isCloseTo(expected, within(5 * figure.deviation().getAsDouble()));
    assertThat(figure.low().getAsDouble()).isLessThan(figure.high().getAsDouble());
  }

  @Test
  void ninety_five_of_a_hundred_intervals_hold_what_was_counted() {
    ReleasePlan plan = plan("1e-6", ROWS, SUM, new MeanMetric("mean", "value", EUROS));
    long[][] exact = exact(plan);
    double[] expected = {
      10_000, Arrays.stream(VALUES).sum(), Arrays.stream(VALUES).average().orElseThrow()
    };
    int[] held = new int[expected.length];
    int runs = 1_000;
    for (int run = 0; run < runs; run++) {
      List<Figure> figures = figures(plan, exact, key(run));
      for (int i = 0; i < expected.length; i++) {
        Figure figure = figures.get(i);
        if (figure.low().getAsDouble() <= expected[i]
            && expected[i] <= figure.high().getAsDouble()) {
          held[i]++;
        }
      }
    }

    // Four standard errors of 0.95 are 0.028; a discrete interval holds a little more often.
    for (int count : held) {
      assertThat(count).isBetween(922, 985);
    }
  }

  @Test
  void a_mean_over_nobody_is_nothing_or_has_no_interval() {
    ReleasePlan plan = plan("1e-6", new MeanMetric("mean", "value", EUROS));
    long[][] nobody = {{-5}, {0}};

    Figure figure = figures(plan, nobody, key(3)).get(0);

    assertThat(figure.uncertain()).isTrue();
    assertThat(figure.low()).isEmpty();
  }
}
