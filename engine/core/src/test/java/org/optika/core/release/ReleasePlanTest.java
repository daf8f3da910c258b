package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyHistory;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;

class ReleasePlanTest {
  private static final ContributionBounds ONE = new ContributionBounds(1, 1);
  private static final ValueBounds EUROS =
      new ValueBounds(BigDecimal.ZERO, BigDecimal.valueOf(100));

  private static ReleasePlan plan(
      String epsilon, String delta, ContributionBounds bounds, ReleaseMetric... metrics) {
    return ReleasePlan.of(spec(epsilon, delta, bounds, Map.of(), metrics));
  }

  private static ReleaseSpec spec(
      String epsilon,
      String delta,
      ContributionBounds bounds,
      Map<String, BigDecimal> weights,
      ReleaseMetric... metrics) {
    ReleaseBuilder spec =
        ReleaseSpec.named("test")
            .source("touchpoints")
            .period("2026-01-01", "2026-02-01")
            .key("channel", "a", "b")
            .perPerson(bounds.groups(), bounds.rowsPerGroup())
            .price(epsilon, delta)
            .relativeError("0.1")
            .groupSizes(100);
    List.of(metrics).forEach(spec::metric);
    weights.forEach((metric, weight) -> spec.weight(metric, weight.toString()));
    return spec.build();
  }

  private static double epsilon(ReleasePlan plan, double delta) {
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : plan.charges()) {
      history = history.plus(charge);
    }
    return history.epsilon(delta);
  }

  @Test
  void a_count_alone_without_delta_is_discrete_laplace_of_scale_one_over_epsilon() {
    ReleasePlan plan = plan("1", "0", ONE, new CountMetric("rows"));

    DiscreteLaplaceMechanism noise =
        (DiscreteLaplaceMechanism) plan.noise(0).additive(new Statistic.Rows());
    assertThat(noise.scale().toDecimal(6, java.math.RoundingMode.HALF_EVEN).doubleValue())
        .isCloseTo(1, within(2e-5))
        .isGreaterThanOrEqualTo(1);
    assertThat(noise.meanAbsoluteError().doubleValue()).isCloseTo(0.8509, within(1e-4));
  }

  @Test
  void a_mean_shares_the_count_and_adds_a_sum_of_distances() {
    ReleasePlan plan =
        plan("1", "1e-6", ONE, new CountMetric("rows"), new MeanMetric("mean", "value", EUROS));

    assertThat(plan.statistics())
        .containsExactly(new Statistic.Rows(), new Statistic.Distances(0, EUROS));
    assertThat(plan.columns()).containsExactly(new ValueColumns.ValueColumn("value", EUROS));
  }

  /** The square root of 10 times the smallest sigma of one query: 13.3596. */
  @Test
  void ten_metrics_at_epsilon_1_and_delta_1e6_have_a_sigma_of_13_4_at_most() {
    List<ReleaseMetric> metrics = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      metrics.add(
          new SumMetric(
              "sum_" + i, "value_" + i, new ValueBounds(BigDecimal.ZERO, BigDecimal.ONE)));
    }
    ReleasePlan plan = plan("1", "1e-6", ONE, metrics.toArray(ReleaseMetric[]::new));

    for (Statistic statistic : plan.statistics()) {
      assertThat(plan.noise(0).additive(statistic)).isInstanceOf(DiscreteGaussianMechanism.class);
      double sigma = plan.noise(0).deviation(statistic) / statistic.sensitivity(ONE);
      assertThat(sigma).isBetween(13.3596, 13.4);
    }
    assertThat(epsilon(plan, 1e-6)).isBetween(0.999, 1.0);
  }

  @Test
  void a_person_in_several_groups_costs_no_more_than_the_price() {
    ContributionBounds bounds = new ContributionBounds(4, 3);
    ReleasePlan plan =
        plan(
            "2",
            "1e-7",
            bounds,
            new CountMetric("rows"),
            new PeopleMetric("people"),
            new SumMetric("revenue", "value", EUROS),
            new HistogramMetric("spread", "value", EUROS, 10),
            new QuantilesMetric("quantiles", "value", EUROS, List.of(new BigDecimal("0.5"))));

    assertThat(epsilon(plan, 1e-7)).isBetween(1.99, 2.0);
    assertThat(plan.noise(0).additive(Statistic.Bins.of(1, EUROS, 10)))
        .isInstanceOf(DiscreteLaplaceMechanism.class);
  }

  /** With Gaussian and with Laplace noise; a person may lie with four leaves in one group. */
  @Test
  void upper_levels_share_the_price() {
    for (String delta : List.of("0", "1e-6")) {
      ReleasePlan plan =
          ReleasePlan.of(
              ReleaseSpec.named("test")
                  .source("touchpoints")
                  .period("2026-01-01", "2026-02-01")
                  .key("channel", "a", "b", "c", "d")
                  .key("region", "x", "y")
                  .without("channel")
                  .level(new Level(new LeftOut("region"), BigDecimal.valueOf(4)))
                  .perPerson(6, 1)
                  .count("rows")
                  .people("people")
                  .histogram("spread", "value", "0", "100", 10)
                  .price("1", delta)
                  .groupSizes(100)
                  .build());

      assertThat(epsilon(plan, delta.equals("0") ? 1e-12 : 1e-6)).isBetween(0.99, 1.0);
      assertThat(plan.noise(1).isAdded(new Statistic.Rows())).isTrue();
      assertThat(plan.noise(1).isAdded(new Statistic.People())).isFalse();
      assertThat(plan.expectedErrors()).extracting(ExpectedError::level).contains(0, 1, 2);
    }
  }

  /** A person in 30 leaves: seven groups of four leaves and one of two. */
  @Test
  void noise_of_an_upper_level_is_scaled_to_what_a_person_changes_there() {
    ReleaseBuilder spec =
        ReleaseSpec.named("test")
            .source("touchpoints")
            .period("2026-01-01", "2026-02-01")
            .key("channel", "a", "b", "c", "d")
            .key("region", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
            .perPerson(30, 100)
            .count("rows")
            .price("1", "1e-6");
    double alone = ReleasePlan.of(spec.build()).noise(0).deviation(new Statistic.Rows());

    ReleasePlan plan = ReleasePlan.of(spec.without("channel").build());

    double leaf = plan.noise(0).deviation(new Statistic.Rows());
    assertThat(plan.noise(1).additive(new Statistic.Rows()))
        .isInstanceOf(DiscreteGaussianMechanism.class);
    assertThat(leaf / alone).isCloseTo(Math.sqrt(2), within(0.01)); // half of rho each
    assertThat(plan.noise(1).deviation(new Statistic.Rows()) / leaf)
        .isCloseTo(Math.sqrt(7 * 4 * 4 + 2 * 2) / Math.sqrt(30), within(1e-6));
  }

  @Test
  void a_metric_with_four_times_the_weight_has_half_of_the_deviation() {
    ReleasePlan plan =
        ReleasePlan.of(
            spec(
                "1",
                "1e-6",
                new ContributionBounds(5, 1),
                Map.of("people", BigDecimal.valueOf(4)),
                new CountMetric("rows"),
                new PeopleMetric("people"),
                new SumMetric("sum", "value", new ValueBounds(BigDecimal.ZERO, BigDecimal.ONE)),
                new SumMetric("revenue", "value", EUROS)));

    assertThat(plan.noise(0).deviation(new Statistic.Rows()))
        .isCloseTo(2 * plan.noise(0).deviation(new Statistic.People()), within(1e-3));
  }

  @Test
  void what_cannot_be_bounded_is_refused_before_anything_is_read() {
    assertThatThrownBy(
            () ->
                spec(
                    "1",
                    "1e-6",
                    ONE,
                    Map.of(),
                    new CountMetric("rows"),
                    new RatioMetric("rate", new CountMetric("yes"), new CountMetric("rows"))))
        .hasMessage("ratio 'rate': 'yes' and 'rows' must be metrics of this release");
    assertThatThrownBy(
            () ->
                ReleasePlan.of(
                    ReleaseSpec.named("test")
                        .source("touchpoints")
                        .period("2026-01-01", "2026-02-01")
                        .key("channel", "a", "b")
                        .without("channel")
                        .perPerson(1, 1)
                        .people("people")
                        .price("1", "0")
                        .build()))
        .hasMessage(
            "levels: no metric adds up; expected a count, sum, mean, variance or histogram");
    assertThatThrownBy(() -> new HistogramMetric("spread", "value", EUROS, 65_536))
        .hasMessage("histogram 'spread': bins must be in [2, 1000], got 65536");
    assertThatThrownBy(() -> plan("0", "0", ONE, new CountMetric("rows")))
        .hasMessage("epsilon must be in (0, 20], got 0");
    assertThatThrownBy(() -> plan("1", "0.5", ONE, new CountMetric("rows")))
        .hasMessage("delta must be 0 or in [1E-12, 0.0001], got 0.5");
    assertThatThrownBy(
            () ->
                ReleasePlan.of(
                    spec(
                        "1",
                        "1e-6",
                        ONE,
                        Map.of("people", BigDecimal.ONE),
                        new CountMetric("rows"))))
        .hasMessage("weights: known metrics are [rows], got {people=1}");
  }
}
