package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseAllocationTest {

  private static final ContributionBounds ONCE = new ContributionBounds(1, 1);

  private static final PrivacyLoss LOSS = loss("1", "1e-6");

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  private static PrivacyLoss loss(String epsilon, String delta) {
    return new PrivacyLoss(new BigDecimal(epsilon), new BigDecimal(delta));
  }

  private static List<ReportQuery> counts(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> ReportQuery.count("count " + i, ONCE, 1))
        .toList();
  }

  private static List<ReportQuery> randomReport(Random random) {
    return IntStream.range(0, 1 + random.nextInt(12))
        .mapToObj(
            i ->
                ReportQuery.sum(
                    "query " + i,
                    new ContributionBounds(1 + random.nextInt(5), 1 + random.nextInt(3)),
                    0,
                    100 * (1 - random.nextDouble()),
                    1 - random.nextDouble()))
        .toList();
  }

  private static double epsilonOf(NoiseAllocation allocation, double delta) {
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : allocation.charges()) {
      history = history.plus(charge);
    }
    return history.epsilon(delta);
  }

  /** Split query by query, each would need a sigma of 41.3. */
  @Test
  void ten_counts_share_one_gaussian_query() {
    NoiseAllocation allocation = NoiseAllocation.gaussian(counts(10), 1, 1e-6);

    assertThat(allocation.scaleByQuery().values())
        .allSatisfy(sigma -> assertThat(sigma).isCloseTo(13.35960767310319, within(1e-6)))
        .allSatisfy(sigma -> assertThat(sigma).isLessThanOrEqualTo(13.4))
        .hasSize(10);
  }

  /**
   * 10 sqrt(2) = 14.14 for Laplace, 13.36 for Gaussian; with nine 12.73 and 12.67; with eight 11.31
   * and 11.95.
   */
  @Test
  void the_noise_is_the_one_with_less_standard_deviation() {
    assertThat(NoiseAllocation.of(counts(10), LOSS).noise()).isEqualTo(NoiseKind.GAUSSIAN);
    assertThat(NoiseAllocation.of(counts(9), LOSS).noise()).isEqualTo(NoiseKind.GAUSSIAN);
    assertThat(NoiseAllocation.of(counts(8), LOSS).noise()).isEqualTo(NoiseKind.LAPLACE);
    assertThat(NoiseAllocation.of(counts(8), LOSS).standardDeviation("count 0"))
        .isCloseTo(8 * Math.sqrt(2), within(1e-9));
    assertThat(NoiseAllocation.of(counts(100), loss("1", "0")).noise())
        .isEqualTo(NoiseKind.LAPLACE);
  }

  /** One person in many groups: L1 grows with their number, L2 with its root. */
  @Test
  void many_groups_per_person_make_gaussian_noise_the_cheaper() {
    ContributionBounds many = new ContributionBounds(16, 1);

    NoiseAllocation allocation =
        NoiseAllocation.of(List.of(ReportQuery.count("visits", many, 1)), LOSS);

    assertThat(allocation.noise()).isEqualTo(NoiseKind.GAUSSIAN);
    assertThat(allocation.standardDeviation("visits")).isCloseTo(4 * 4.224678889, within(1e-6));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void weighted_sensitivities_use_up_one_gaussian_query(long seed) {
    List<ReportQuery> queries = randomReport(new Random(seed));

    NoiseAllocation allocation = NoiseAllocation.gaussian(queries, 1, 1e-6);

    double squared = 0;
    for (ReportQuery query : queries) {
      double part = query.l2Sensitivity() / allocation.scaleByQuery().get(query.name());
      squared += part * part;
      // The part of the budget is the part of the weights.
      double weights = queries.stream().mapToDouble(ReportQuery::weight).sum();
      double sigma = ((GaussianCost) allocation.charges().get(0).mechanism()).sigma();
      assertThat(part * part * sigma * sigma).isCloseTo(query.weight() / weights, within(1e-12));
    }
    assertThat(AnalyticGaussian.delta(1 / Math.sqrt(squared), 1))
        .isLessThanOrEqualTo(1e-6 * (1 + 1e-11));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void laplace_epsilons_add_up_to_the_whole(long seed) {
    List<ReportQuery> queries = randomReport(new Random(seed));

    NoiseAllocation allocation = NoiseAllocation.laplace(queries, 0.7);

    double epsilon = 0;
    for (ReportQuery query : queries) {
      epsilon += query.l1Sensitivity() / allocation.scaleByQuery().get(query.name());
    }
    assertThat(epsilon).isCloseTo(0.7, within(1e-12)).isLessThanOrEqualTo(0.7);
    assertThat(allocation.charges().stream().mapToDouble(c -> c.pureEpsilon().orElseThrow()).sum())
        .isCloseTo(0.7, within(1e-12));
  }

  /** The parts of the budget are moved at random from query to query; they still add up to 1. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void any_other_way_to_share_raises_the_weighted_logarithm_of_the_noise(long seed) {
    Random random = new Random(seed);
    List<ReportQuery> queries = randomReport(random);
    NoiseAllocation allocation = NoiseAllocation.gaussian(queries, 1, 1e-6);
    double[] parts = new double[queries.size()];
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      ReportQuery query = queries.get(i);
      double perUnit = query.l2Sensitivity() / allocation.scaleByQuery().get(query.name());
      parts[i] = perUnit * perUnit * (0.5 + random.nextDouble());
      sum += parts[i];
    }
    double sigma = ((GaussianCost) allocation.charges().get(0).mechanism()).sigma();

    double change = 0;
    for (int i = 0; i < parts.length; i++) {
      ReportQuery query = queries.get(i);
      double moved = query.l2Sensitivity() * sigma / Math.sqrt(parts[i] / sum);
      change += query.weight() * Math.log(moved / allocation.standardDeviation(query.name()));
    }

    assertThat(change).isGreaterThanOrEqualTo(-1e-12);
  }

  @Test
  void a_report_costs_what_was_asked_for() {
    assertThat(epsilonOf(NoiseAllocation.of(counts(10), LOSS), 1e-6)).isBetween(0.9999, 1.0001);
    assertThat(epsilonOf(NoiseAllocation.of(counts(3), LOSS), 1e-6)).isBetween(0.99, 1 + 1e-8);
  }

  /**
   * Google's Java library has a mean absolute error of 0.0436 on these data with Gaussian noise,
   * and of 0.01285 with Laplace noise (1,000 runs). The standard error of 4,000 runs is 1.2 %.
   */
  @Test
  void a_mean_has_three_quarters_of_the_error_of_separate_queries() {
    EndpointSums sums = new EndpointSums(0, 100);
    Random data = new Random(42);
    double fromHigh = 0;
    double fromLow = 0;
    for (int person = 0; person < 10_000; person++) {
      double value = Math.min(100, Math.exp(2 + 0.8 * data.nextGaussian()));
      fromHigh += sums.fromHigh(value);
      fromLow += sums.fromLow(value);
    }
    double truth = sums.mean(fromHigh, fromLow);
    List<ReportQuery> report = List.of(ReportQuery.mean("basket", ONCE, sums, 1));
    double sigma = NoiseAllocation.gaussian(report, 1, 1e-6).standardDeviation("basket");
    NoiseAllocation chosen = NoiseAllocation.of(report, LOSS);

    Random noise = new Random(7);
    double gaussianError = 0;
    double laplaceError = 0;
    int runs = 4_000;
    for (int run = 0; run < runs; run++) {
      double mean =
          sums.mean(
              fromHigh + sigma * noise.nextGaussian(), fromLow + sigma * noise.nextGaussian());
      gaussianError += Math.abs(mean - truth) / runs;
      mean = sums.mean(fromHigh + laplace(100, noise), fromLow + laplace(100, noise));
      laplaceError += Math.abs(mean - truth) / runs;
    }

    assertThat(truth).isCloseTo(10.196, within(0.001));
    assertThat(gaussianError).isLessThan(0.75 * 0.0436);
    assertThat(chosen.noise()).isEqualTo(NoiseKind.LAPLACE);
    assertThat(chosen.scaleByQuery().get("basket")).isCloseTo(100, within(1e-9));
    assertThat(laplaceError).isLessThan(0.8 * 0.01285);
  }

  private static double laplace(double scale, Random random) {
    return scale * (Math.log(1 - random.nextDouble()) - Math.log(1 - random.nextDouble()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endpoint_sums_hold_count_sum_and_mean(long seed) {
    Random random = new Random(seed);
    EndpointSums sums = new EndpointSums(-random.nextInt(10), 1 + random.nextInt(10));
    double[] values = random.doubles(1 + random.nextInt(20), sums.low(), sums.high()).toArray();
    double fromHigh = 0;
    double fromLow = 0;
    double total = 0;
    for (double value : values) {
      assertThat(sums.fromHigh(value) + sums.fromLow(value))
          .isCloseTo(sums.high() - sums.low(), within(1e-12));
      fromHigh += sums.fromHigh(value);
      fromLow += sums.fromLow(value);
      total += value;
    }

    assertThat(sums.count(fromHigh, fromLow)).isCloseTo(values.length, within(1e-9));
    assertThat(sums.sum(fromHigh, fromLow)).isCloseTo(total, within(1e-9));
    assertThat(sums.mean(fromHigh, fromLow)).isCloseTo(total / values.length, within(1e-9));
  }

  @Test
  void values_and_means_stay_within_the_bounds() {
    EndpointSums sums = new EndpointSums(-1, 3);

    assertThat(sums.fromLow(99)).isEqualTo(4);
    assertThat(sums.fromHigh(99)).isZero();
    assertThat(sums.fromHigh(-99)).isEqualTo(4);
    assertThat(sums.mean(-1, 5)).isEqualTo(3);
    assertThat(sums.mean(5, -1)).isEqualTo(-1);
    assertThat(sums.mean(-2, -2)).isEqualTo(1); // no count is left
  }

  /** L0 = 4 groups, 3 values in each, from -5 to 2: L1 = 4 * 3 * 5, L2 = 2 * 3 * 5. */
  @Test
  void sensitivities_follow_from_the_bounds() {
    ContributionBounds bounds = new ContributionBounds(4, 3);

    assertThat(ReportQuery.sum("sum", bounds, -5, 2, 1))
        .isEqualTo(new ReportQuery("sum", 60, 30, 1));
    assertThat(ReportQuery.count("count", bounds, 2)).isEqualTo(new ReportQuery("count", 12, 6, 2));
    assertThat(ReportQuery.mean("mean", bounds, new EndpointSums(-5, 2), 1))
        .isEqualTo(new ReportQuery("mean", 84, 42, 1));
  }

  @Test
  void reports_that_make_no_sense_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseAllocation.of(List.of(), LOSS))
        .withMessage("a report has at least one query");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseAllocation.of(counts(1), loss("0", "1e-6")))
        .withMessage("a report costs an epsilon > 0, got ε=0 δ=0.000001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseAllocation.of(counts(1), LOSS).standardDeviation("sales"))
        .withMessage("Unknown query 'sales'; known: [count 0]");
    ReportQuery query = ReportQuery.count("visits", ONCE, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseAllocation.of(List.of(query, query), LOSS))
        .withMessage("queries must have different names, got [visits, visits]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReportQuery.count("visits", ONCE, 0))
        .withMessage("query 'visits': weight must be > 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReportQuery.sum("sales", ONCE, 0, 0, 1))
        .withMessage("query 'sales': L2 sensitivity must be > 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReportQuery("sales", 1, 2, 1))
        .withMessage(
            "query 'sales': L1 sensitivity must be at least the L2 sensitivity 2.0, got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndpointSums(3, 3))
        .withMessage("low must be less than high, got 3.0 and 3.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContributionBounds(0, 1))
        .withMessage("groups per person must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContributionBounds(1, 0))
        .withMessage("values per group must be >= 1, got 0");
  }
}
