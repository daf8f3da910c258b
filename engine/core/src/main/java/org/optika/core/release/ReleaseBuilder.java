package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.optika.core.privacy.accounting.PrivacyLoss;
import org.optika.core.privacy.ledger.DataPeriod;

/**
 * Writes a {@link ReleaseSpec} down in Java, word for word like a file of conf/releases:
 *
 * <pre>{@code
 * ReleaseSpec reach =
 *     ReleaseSpec.named("reach")
 *         .title("Reach by channel, January 2026")
 *         .source("touchpoints")
 *         .period("2026-01-01", "2026-02-01")
 *         .key("channel", "email", "display", "other")
 *         .perPerson(3, 20)
 *         .people("people")
 *         .count("contacts")
 *         .ratio("contacts_per_person", "contacts", "people")
 *         .weight("contacts", "4")
 *         .price("1", "1e-6")
 *         .relativeError("0.1")
 *         .build();
 * }</pre>
 *
 * <p>Whatever needs bounds cannot be written without them, and nothing is built without the bounds
 * of a person. Numbers are decimals in text, so that none is rounded. Not thread-safe.
 */
public final class ReleaseBuilder {
  private final String id;
  private final List<String> purposes = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private final List<List<String>> values = new ArrayList<>();
  private final List<String> selectedColumns = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private final List<ReleaseMetric> metrics = new ArrayList<>();
  private final Map<String, BigDecimal> weights = new HashMap<>();
  private final List<Long> groupSizes = new ArrayList<>();
  private int minimumPeople;
  private BigDecimal selectionWeight;
  private String title;
  private String source;
  private DataPeriod period;
  private ContributionBounds bounds;
  private PrivacyLoss price;
  private BigDecimal relativeError = BigDecimal.ONE;
  private Uncertain uncertain = Uncertain.FLAG;
  private Optional<CreditSolver> solve = Optional.empty();

  ReleaseBuilder(String id) {
    this.id = id;
    title = id;
  }

  /** What a reader of the released table is told; the id when it is not said. */
  public ReleaseBuilder title(String title) {
    this.title = title;
    return this;
  }

  /** Where the rows come from, see docs/privacy.md. */
  public ReleaseBuilder source(String source) {
    this.source = source;
    return this;
  }

  /**
   * @param from first day of the data, ISO, UTC
   * @param until the day after the last one
   */
  public ReleaseBuilder period(String from, String until) {
    return period(DataPeriod.of(from, until));
  }

  public ReleaseBuilder period(DataPeriod period) {
    this.period = period;
    return this;
  }

  /** That a row of activity needs, ids; those of journeys when none is said. */
  public ReleaseBuilder purposes(String... purposes) {
    this.purposes.addAll(List.of(purposes));
    return this;
  }

  /** A key column with its public values. */
  public ReleaseBuilder key(String column, String... values) {
    return key(column, List.of(values));
  }

  public ReleaseBuilder key(String column, List<String> values) {
    columns.add(column);
    this.values.add(values);
    return this;
  }

  /**
   * A model that credits channels from noisy counts; brings keys and metrics, see {@link
   * CreditSolver}.
   */
  public ReleaseBuilder solve(String model, String... channels) {
    solve = Optional.of(CreditSolver.of(model, List.of(channels)));
    return this;
  }

  /**
   * Key columns of which the groups are taken that are there in the data, instead of lists of
   * values; {@link #selection} says which of them are shown.
   */
  public ReleaseBuilder keys(String... columns) {
    selectedColumns.addAll(List.of(columns));
    return this;
  }

  /** How groups of the data are selected, see {@link SelectedKeys}. */
  public ReleaseBuilder selection(int minimumPeople, String weight) {
    this.minimumPeople = minimumPeople;
    selectionWeight = new BigDecimal(weight);
    return this;
  }

  /** A level of coarser groups, above those that were said before. */
  public ReleaseBuilder level(Level level) {
    levels.add(level);
    return this;
  }

  /** Coarser groups, with a key left out. */
  public ReleaseBuilder without(String key) {
    return level(new Level(new LeftOut(key), BigDecimal.ONE));
  }

  /**
   * Coarser groups, with values of a key rolled up.
   *
   * @param of for each value of the coarser key those of the finer one
   */
  public ReleaseBuilder rollUp(String key, String into, Map<String, List<String>> of) {
    return level(new Level(new RolledUp(key, into, of), BigDecimal.ONE));
  }

  /**
   * Coarser groups, with days rolled up.
   *
   * @param into {@code week} or {@code month}
   */
  public ReleaseBuilder rollUpDays(String key, String into) {
    return level(new Level(new RolledUpDays(key, into), BigDecimal.ONE));
  }

  /** See {@link ContributionBounds}. */
  public ReleaseBuilder perPerson(int groups, int rowsPerGroup) {
    bounds = new ContributionBounds(groups, rowsPerGroup);
    return this;
  }

  /** Any metric; the others are short for it. */
  public ReleaseBuilder metric(ReleaseMetric metric) {
    metrics.add(metric);
    return this;
  }

  public ReleaseBuilder count(String id) {
    return metric(new CountMetric(id));
  }

  public ReleaseBuilder people(String id) {
    return metric(new PeopleMetric(id));
  }

  /**
   * @param low lower end of what the rows of a person in one group come to
   */
  public ReleaseBuilder sum(String id, String column, String low, String high) {
    return metric(new SumMetric(id, column, between(low, high)));
  }

  /**
   * @param low lower end of the value of a row
   */
  public ReleaseBuilder mean(String id, String column, String low, String high) {
    return metric(new MeanMetric(id, column, between(low, high)));
  }

  /**
   * @param low lower end of the value of a row
   */
  public ReleaseBuilder variance(String id, String column, String low, String high) {
    return metric(new VarianceMetric(id, column, between(low, high)));
  }

  /**
   * @param low lower end of the value of a row
   * @param ranks in (0, 1), ascending
   */
  public ReleaseBuilder quantiles(
      String id, String column, String low, String high, String... ranks) {
    List<BigDecimal> shares = Stream.of(ranks).map(BigDecimal::new).toList();
    return metric(new QuantilesMetric(id, column, between(low, high), shares));
  }

  /**
   * @param low lower end of the value of a row
   */
  public ReleaseBuilder histogram(String id, String column, String low, String high, int bins) {
    return metric(new HistogramMetric(id, column, between(low, high), bins));
  }

  /**
   * @param of a count, people or sum that was said before
   * @param over likewise
   */
  public ReleaseBuilder ratio(String id, String of, String over) {
    return metric(new RatioMetric(id, part(id, of), part(id, over)));
  }

  private AdditiveMetric part(String ratio, String of) {
    return metrics.stream()
        .filter(metric -> metric.id().equals(of))
        .filter(AdditiveMetric.class::isInstance)
        .map(AdditiveMetric.class::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "ratio '%s': '%s' is no count, people or sum that stands above"
                        .formatted(ratio, of)));
  }

  private static ValueBounds between(String low, String high) {
    return new ValueBounds(new BigDecimal(low), new BigDecimal(high));
  }

  /** Share of the budget of a metric beside the others, which have 1. */
  public ReleaseBuilder weight(String metric, String weight) {
    weights.put(metric, new BigDecimal(weight));
    return this;
  }

  /** What the whole release may cost a person. */
  public ReleaseBuilder price(String epsilon, String delta) {
    return price(new PrivacyLoss(new BigDecimal(epsilon), new BigDecimal(delta)));
  }

  public ReleaseBuilder price(PrivacyLoss price) {
    this.price = price;
    return this;
  }

  /** Figures with a larger expected error are flagged; 1 when it is not said. */
  public ReleaseBuilder relativeError(String relativeError) {
    this.relativeError = new BigDecimal(relativeError);
    return this;
  }

  /** What becomes of adjusted figures with a larger error; they are flagged when it is not said. */
  public ReleaseBuilder uncertain(Uncertain uncertain) {
    this.uncertain = uncertain;
    return this;
  }

  /** Sizes for which the expected error is told before anything is spent. */
  public ReleaseBuilder groupSizes(long... groupSizes) {
    for (long size : groupSizes) {
      this.groupSizes.add(size);
    }
    return this;
  }

  /**
   * @throws IllegalArgumentException when something is missing or out of range; the message names
   *     it
   */
  public ReleaseSpec build() {
    require(source != null, "release '%s': source(...) is missing", id);
    require(period != null, "release '%s': period(...) is missing", id);
    require(
        bounds != null,
        "release '%s': perPerson(...) is missing; without bounds nothing is released",
        id);
    require(price != null, "release '%s': price(...) is missing", id);
    return new ReleaseSpec(
        id,
        title,
        source,
        period,
        purposes,
        groupKeys(),
        levels,
        bounds,
        solve
            .filter(solver -> metrics.isEmpty())
            .<List<ReleaseMetric>>map(solver -> List.of(solver.count()))
            .orElse(metrics),
        weights,
        price,
        relativeError,
        uncertain,
        groupSizes,
        solve);
  }

  private GroupKeys groupKeys() {
    if (selectedColumns.isEmpty() && selectionWeight == null) {
      return solve
          .filter(solver -> columns.isEmpty())
          .map(CreditSolver::keys)
          .orElseGet(() -> new KeySet(columns, values));
    }
    require(
        columns.isEmpty() && selectionWeight != null,
        "release '%s': keys(...) goes with selection(...), and not with lists of values",
        id);
    return new SelectedKeys(selectedColumns, minimumPeople, selectionWeight);
  }
}
