package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.optika.core.privacy.accounting.PrivacyLoss;
import org.optika.core.privacy.ledger.DataPeriod;

/**
 * What is released, in public terms alone: nothing in here was told by the data. It protects a
 * person with all rows in the period, records of consent included.
 *
 * @param id name of the release, kebab-case
 * @param title what a reader of the released table is told
 * @param source where the rows come from, see {@code ReleaseSources}
 * @param period days of the data that are read, UTC
 * @param purposes that a row of activity needs, ids; empty for those of journeys
 * @param keys groups that are released
 * @param levels coarser groups that are released beside them, finest first; see {@link GroupTree}
 * @param bounds how much of a person counts
 * @param metrics of each group
 * @param weights share of the budget of a metric beside the others, by its id; 1 where there is
 *     none
 * @param price what the release may cost a person
 * @param relativeError released rows with a larger expected one are flagged; in (0, 1]
 * @param uncertain what becomes of the adjusted figures of those
 * @param groupSizes sizes for which the expected error is told before anything is spent
 * @param solve model that credits channels from the noisy counts; keys and metrics are its own then
 */
public record ReleaseSpec(
    String id,
    String title,
    String source,
    DataPeriod period,
    List<String> purposes,
    GroupKeys keys,
    List<Level> levels,
    ContributionBounds bounds,
    List<ReleaseMetric> metrics,
    Map<String, BigDecimal> weights,
    PrivacyLoss price,
    BigDecimal relativeError,
    Uncertain uncertain,
    List<Long> groupSizes,
    Optional<CreditSolver> solve) {

  private static final BigDecimal LARGEST_EPSILON = BigDecimal.valueOf(20);
  private static final BigDecimal SMALLEST_DELTA = new BigDecimal("1e-12");
  private static final BigDecimal LARGEST_DELTA = new BigDecimal("1e-4");

  public ReleaseSpec {
    purposes = List.copyOf(purposes);
    levels = List.copyOf(levels);
    metrics = List.copyOf(metrics);
    weights = Collections.unmodifiableMap(new TreeMap<>(weights)); // prints the same each time
    groupSizes = List.copyOf(groupSizes);
    require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "id: expected kebab-case, got '%s'", id);
    require(!metrics.isEmpty(), "metrics: expected at least one");
    Set<String> ids = metrics.stream().map(ReleaseMetric::id).collect(Collectors.toSet());
    require(ids.size() == metrics.size(), "metrics: an id stands twice");
    require(
        ids.containsAll(weights.keySet()), "weights: known metrics are %s, got %s", ids, weights);
    weights.forEach(
        (metric, weight) ->
            require(weight.signum() > 0, "weight of '%s' must be > 0, got %s", metric, weight));
    require(
        price.epsilon().signum() > 0 && price.epsilon().compareTo(LARGEST_EPSILON) <= 0,
        "epsilon must be in (0, %s], got %s",
        LARGEST_EPSILON,
        price.epsilon().toPlainString());
    require(
        price.delta().signum() == 0
            || price.delta().compareTo(SMALLEST_DELTA) >= 0
                && price.delta().compareTo(LARGEST_DELTA) <= 0,
        "delta must be 0 or in [%s, %s], got %s",
        SMALLEST_DELTA,
        LARGEST_DELTA,
        price.delta());
    require(
        relativeError.signum() > 0 && relativeError.compareTo(BigDecimal.ONE) <= 0,
        "relative_error must be in (0, 1], got %s",
        relativeError);
    groupSizes.forEach(size -> require(size > 0, "a group size must be > 0, got %s", size));
    if (keys instanceof KeySet listed) {
      GroupTree.of(listed, levels); // refuses levels that do not fit
    } else {
      require(levels.isEmpty(), "levels: expected none beside groups selected from the data");
    }
    for (CreditSolver solver : solve.stream().toList()) {
      require(
          source.equals(solver.source())
              && keys.equals(solver.keys())
              && metrics.equals(List.of(solver.count()))
              && levels.isEmpty(),
          "solve: model '%s' reads source '%s' and brings its own keys and metrics",
          solver.model(),
          solver.source());
    }
    for (ReleaseMetric metric : metrics) {
      if (metric instanceof RatioMetric ratio) {
        require(
            metrics.containsAll(List.of(ratio.numerator(), ratio.denominator())),
            "ratio '%s': '%s' and '%s' must be metrics of this release",
            ratio.id(),
            ratio.numerator().id(),
            ratio.denominator().id());
      }
    }
  }

  /** Begins a specification in Java. */
  public static ReleaseBuilder named(String id) {
    return new ReleaseBuilder(id);
  }

  /** Weight of a metric beside the others. */
  public BigDecimal weight(ReleaseMetric metric) {
    return weights.getOrDefault(metric.id(), BigDecimal.ONE);
  }
}
