package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.release.ValueColumns.ValueColumn;

/**
 * What a release needs from the rows, and the noise that it adds: all that can be known before any
 * data is read. Metrics that need the same statistic share it.
 */
public final class ReleasePlan {
  /** More persons than there are; times a sensitivity it must fit into 63 bits. */
  private static final long MOST_PEOPLE = 1L << 33;

  /** Cells that are collected: half a gigabyte. */
  private static final long MOST_CELLS = 1L << 26;

  private final ReleaseSpec spec;
  private final ValueColumns columns = new ValueColumns();
  private final List<Statistic> statistics;
  private final NoisePlan noise;

  private ReleasePlan(ReleaseSpec spec) {
    this.spec = spec;
    Map<Statistic, Double> additive = new LinkedHashMap<>();
    Map<Statistic, NoisePlan.Ranks> drawn = new LinkedHashMap<>();
    for (ReleaseMetric metric : spec.metrics()) {
      double weight = spec.weight(metric).doubleValue();
      if (metric instanceof QuantilesMetric quantiles) {
        require(
            drawn.put(quantiles.bins(columns), new NoisePlan.Ranks(quantiles.ranks(), weight))
                == null,
            "metrics: two lists of quantiles of column '%s' with the same bounds",
            quantiles.column());
      } else {
        metric
            .statistics(columns)
            .forEach(statistic -> additive.merge(statistic, weight, Double::sum));
      }
    }
    Optional<SelectedKeys> selected =
        spec.keys() instanceof SelectedKeys keys ? Optional.of(keys) : Optional.empty();
    if (selected.isPresent() && GroupSelection.isByThreshold(spec.bounds())) {
      double weight = selected.orElseThrow().weight().doubleValue();
      additive.merge(NoisePlan.PEOPLE, weight, Double::sum);
    }
    statistics = new ArrayList<>(additive.keySet());
    statistics.addAll(drawn.keySet());
    if (selected.isPresent() && !statistics.contains(NoisePlan.PEOPLE)) {
      statistics.add(NoisePlan.PEOPLE);
    }
    requireRoom();
    noise = NoisePlan.of(additive, drawn, selected, spec.bounds(), spec.price());
  }

  /**
   * Finds the noise that the price of a specification allows.
   *
   * @throws IllegalArgumentException when a sum could overflow, or there are more cells than can be
   *     held; in public terms alone, so before anything is read
   */
  public static ReleasePlan of(ReleaseSpec spec) {
    return new ReleasePlan(spec);
  }

  private void requireRoom() {
    // Of groups that are selected one after another is looked at.
    long groups = spec.keys() instanceof KeySet keys ? keys.size() : 1;
    long cells = 0;
    for (Statistic statistic : statistics) {
      require(
          statistic.sensitivity(spec.bounds()) <= Long.MAX_VALUE / 2 / MOST_PEOPLE,
          "rows_per_group %s is too much for the bounds of the values: sums of %s people could overflow",
          spec.bounds().rowsPerGroup(),
          MOST_PEOPLE);
      cells += statistic.cells() * groups;
    }
    require(
        cells <= MOST_CELLS,
        "%s groups with histograms have %s cells; expected at most %s",
        groups,
        cells,
        MOST_CELLS);
  }

  public ReleaseSpec spec() {
    return spec;
  }

  /** Values that are read from a row, by their position. */
  public List<ValueColumn> columns() {
    return columns.all();
  }

  ValueColumns valueColumns() {
    return columns;
  }

  /** All statistics, each once. */
  public List<Statistic> statistics() {
    return List.copyOf(statistics);
  }

  /** What a person pays, mechanism by mechanism. */
  public List<Charge> charges() {
    return noise.charges();
  }

  /** For each metric and each group size that the specification names. */
  public List<ExpectedError> expectedErrors() {
    List<ExpectedError> errors = new ArrayList<>();
    for (ReleaseMetric metric : spec.metrics()) {
      for (long size : spec.groupSizes()) {
        errors.add(new ExpectedError(metric, size, metric.expectedError(size, noise, columns)));
      }
    }
    return errors;
  }

  /**
   * Credit that the specification has solved from its noisy groups; none when it asks for none.
   *
   * @param groups all groups of the keys, in their order
   */
  public List<ChannelFigures> solved(List<NoisyGroup> groups) {
    return spec.solve()
        .map(solver -> new SolvedCredit(solver, groups, columns).figures())
        .orElse(List.of());
  }

  /**
   * How often a group of a given number of persons is shown, for each group size that the
   * specification names; empty when the list of groups is public and all are shown.
   */
  public SortedMap<Long, Double> showingProbabilities() {
    SortedMap<Long, Double> probabilities = new TreeMap<>();
    noise
        .choice()
        .ifPresent(
            choice ->
                spec.groupSizes()
                    .forEach(size -> probabilities.put(size, choice.probability(size))));
    return probabilities;
  }

  /** Id of what decides which groups are shown; empty when their list is public. */
  public Optional<String> selection() {
    return noise.choice().map(GroupChoice::id);
  }

  NoisePlan noise() {
    return noise;
  }
}
