package org.optika.core.privacy.audit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.optika.core.privacy.audit.TinyRelease.Person;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.CountMetric;
import org.optika.core.release.HistogramMetric;
import org.optika.core.release.MeanMetric;
import org.optika.core.release.PeopleMetric;
import org.optika.core.release.QuantilesMetric;
import org.optika.core.release.ReleaseMetric;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.SumMetric;
import org.optika.core.release.VarianceMetric;

/**
 * Whole releases of each metric, with Laplace and Gaussian noise. The person that makes the
 * difference has more rows than count, with a value beyond the bounds, in as many groups as count
 * or in more.
 */
final class ReleaseCases {
  private static final int DRAWS = 12_000;

  /** Quantiles are drawn of histograms with 65,536 bins. */
  private static final int DRAWS_OF_QUANTILES = 2_000;

  private static final CountMetric ROWS = new CountMetric("rows");
  private static final SumMetric SUM = new SumMetric("sum", "value", TinyRelease.VALUES);
  private static final MeanMetric MEAN = new MeanMetric("mean", "value", TinyRelease.VALUES);

  /** By the name under which a case is reported. */
  private static final Map<String, List<ReleaseMetric>> METRICS =
      Map.of(
          "count", List.of(ROWS),
          "people", List.of(new PeopleMetric("people")),
          "sum", List.of(SUM),
          "mean", List.of(MEAN),
          "variance", List.of(new VarianceMetric("variance", "value", TinyRelease.VALUES)),
          "histogram", List.of(new HistogramMetric("histogram", "value", TinyRelease.VALUES, 4)),
          "quantiles",
              List.of(
                  new QuantilesMetric(
                      "quantiles",
                      "value",
                      TinyRelease.VALUES,
                      List.of(new BigDecimal("0.5"), new BigDecimal("0.9")))),
          "count, sum and mean", List.of(ROWS, SUM, MEAN));

  private static final List<ContributionBounds> BOUNDS =
      List.of(new ContributionBounds(1, 1), new ContributionBounds(3, 2));

  private static final List<Price> PRICES =
      List.of(
          new Price("1", "0"), new Price("4", "0"), new Price("1", "1e-6"), new Price("4", "1e-4"));

  private record Price(String epsilon, String delta) {}

  private ReleaseCases() {}

  static Stream<AuditCase> all() {
    return METRICS.keySet().stream()
        .sorted()
        .flatMap(
            metrics ->
                BOUNDS.stream()
                    .flatMap(
                        bounds -> PRICES.stream().flatMap(price -> of(metrics, bounds, price))));
  }

  private static Stream<AuditCase> of(String metrics, ContributionBounds bounds, Price price) {
    AuditCase exact = of(metrics, bounds, price, bounds.groups());
    return bounds.groups() > 1 && price.delta().equals("0")
        ? Stream.of(exact, of(metrics, bounds, price, TinyRelease.GROUPS))
        : Stream.of(exact);
  }

  private static AuditCase of(
      String metrics, ContributionBounds bounds, Price price, int groupsOfPerson) {
    ReleasePlan plan =
        TinyRelease.plan(price.epsilon(), price.delta(), bounds, METRICS.get(metrics));
    Person other = Person.of(1, TinyRelease.GROUPS, 1, 0);
    Person person = Person.of(2, groupsOfPerson, bounds.rowsPerGroup() + 2, 1e9);
    return new AuditCase(
        "release of %s, %s of %s groups of %s rows, epsilon %s, delta %s"
            .formatted(
                metrics,
                bounds.groups(),
                groupsOfPerson,
                bounds.rowsPerGroup(),
                price.epsilon(),
                price.delta()),
        // At the delta of the release, and at one that so many draws do not overlook.
        Claims.of(plan.charges(), Double.parseDouble(price.delta()), 0.05),
        metrics.equals("quantiles") ? DRAWS_OF_QUANTILES : DRAWS,
        TinyRelease.of(plan, List.of(other, person)),
        TinyRelease.of(plan, List.of(other)));
  }
}
