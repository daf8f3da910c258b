package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Noise for all queries of a report such that the whole costs one (epsilon, delta), with a share of
 * the budget for each query in proportion to its weight. Made of public parameters only.
 *
 * <p>W is the sum of the weights.
 *
 * <ul>
 *   <li><b>Gaussian.</b> The report is one query. With each number divided by its sigma_i, its
 *       squared L2 sensitivity is the sum of (L2_i / sigma_i)^2, which must be 1 / sigma^2, where
 *       sigma is the one of Balle and Wang for sensitivity 1. Query i gets the part weight_i / W of
 *       this sum: sigma_i = L2_i sigma sqrt(W / weight_i). With m equal queries that is sqrt(m)
 *       sigma, not the m sigma and more of splitting epsilon and delta.
 *   <li><b>Laplace.</b> Epsilon is split: scale_i = L1_i W / (weight_i epsilon). Delta is not used.
 * </ul>
 *
 * <p>Of all ways to share, shares in proportion to the weights minimise the sum of weight_i
 * ln(sigma_i): setting the derivative by the part p_i of the budget to one value for all i gives
 * weight_i / p_i = constant. So it is a percent of noise that is traded against a percent of noise,
 * whatever the units of the queries. (The sum of weight_i (sigma_i / L2_i)^2 would be least with
 * sigma_i in proportion to L2_i / weight_i^(1/4).) The noise with the smaller sum of weight_i
 * ln(standard deviation_i) is taken; of equals Laplace, which needs no delta.
 *
 * @param scaleByQuery in the order of the queries; of Gaussian noise the standard deviation
 * @param charges what the report costs: within the loss that was asked for
 */
public record NoiseAllocation(
    NoiseKind noise, Map<String, Double> scaleByQuery, List<Charge> charges) {

  /** Scales are rounded up, never down. */
  private static final double ROUNDING = 1 + 0x1p-48;

  public NoiseAllocation {
    scaleByQuery = Collections.unmodifiableMap(new LinkedHashMap<>(scaleByQuery));
    charges = List.copyOf(charges);
  }

  /**
   * @param queries with different names; at least one
   * @param loss that the whole report may cost; epsilon &gt; 0. Without a delta the noise is
   *     Laplace
   */
  public static NoiseAllocation of(List<ReportQuery> queries, PrivacyLoss loss) {
    require(!queries.isEmpty(), "a report has at least one query");
    List<String> names = queries.stream().map(ReportQuery::name).toList();
    require(
        names.stream().distinct().count() == names.size(),
        "queries must have different names, got %s",
        names);
    require(loss.epsilon().signum() > 0, "a report costs an epsilon > 0, got %s", loss);
    NoiseAllocation laplace = laplace(queries, loss.epsilon().doubleValue());
    if (loss.delta().signum() == 0) {
      return laplace;
    }
    NoiseAllocation gaussian =
        gaussian(queries, loss.epsilon().doubleValue(), loss.delta().doubleValue());
    return gaussian.amount(queries) < laplace.amount(queries) ? gaussian : laplace;
  }

  /** Standard deviation of the noise on each number of a query. */
  public double standardDeviation(String query) {
    Double scale = scaleByQuery.get(query);
    require(scale != null, "Unknown query '%s'; known: %s", query, scaleByQuery.keySet());
    return noise.standardDeviation(scale);
  }

  static NoiseAllocation laplace(List<ReportQuery> queries, double epsilon) {
    Map<String, Double> scales = new LinkedHashMap<>();
    List<Charge> charges = new ArrayList<>();
    for (ReportQuery query : queries) {
      double scalePerUnit = weights(queries) / (query.weight() * Math.nextDown(epsilon)) * ROUNDING;
      scales.put(query.name(), query.l1Sensitivity() * scalePerUnit * ROUNDING);
      charges.add(Charge.of(new LaplaceCost(scalePerUnit)));
    }
    return new NoiseAllocation(NoiseKind.LAPLACE, scales, charges);
  }

  static NoiseAllocation gaussian(List<ReportQuery> queries, double epsilon, double delta) {
    double sigma = AnalyticGaussian.sigma(Math.nextDown(epsilon), Math.nextDown(delta));
    Map<String, Double> scales = new LinkedHashMap<>();
    for (ReportQuery query : queries) {
      double share = query.weight() / weights(queries);
      scales.put(query.name(), query.l2Sensitivity() * sigma / Math.sqrt(share) * ROUNDING);
    }
    return new NoiseAllocation(
        NoiseKind.GAUSSIAN, scales, List.of(Charge.of(new GaussianCost(sigma))));
  }

  private double amount(List<ReportQuery> queries) {
    return queries.stream()
        .mapToDouble(query -> query.weight() * Math.log(standardDeviation(query.name())))
        .sum();
  }

  private static double weights(List<ReportQuery> queries) {
    return queries.stream().mapToDouble(ReportQuery::weight).sum();
  }
}
