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
  private final GroupTree tree;
  private final List<Statistic> statistics;
  private final NoisePlan noise;

  private ReleasePlan(ReleaseSpec spec) {
    this.spec = spec;
    // Groups that are selected from the data are looked at one after another, as if each was all.
    KeySet listed = spec.keys() instanceof KeySet keys ? keys : new KeySet(List.of(), List.of());
    tree = GroupTree.of(listed, spec.levels());
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
    require(
        spec.levels().isEmpty() || additive.keySet().stream().anyMatch(Statistic::addsUp),
        "levels: no metric adds up; expected a count, sum, mean, variance or histogram");
    AdditiveQueries queries = queries(additive);
    requireRoom(queries.levels());
    noise = NoisePlan.of(queries, drawn, selected, spec.price());
  }

  private AdditiveQueries queries(Map<Statistic, Double> weights) {
    Map<LevelStatistic, Double> ofLevels = new LinkedHashMap<>();
    List<LevelSensitivity> sensitivities = new ArrayList<>();
    for (int level = 0; level < tree.levels(); level++) {
      double ofLevel = level == 0 ? 1 : spec.levels().get(level - 1).weight().doubleValue();
      for (Map.Entry<Statistic, Double> entry : weights.entrySet()) {
        if (level == 0 || entry.getKey().addsUp()) {
          ofLevels.put(new LevelStatistic(level, entry.getKey()), ofLevel * entry.getValue());
        }
      }
      sensitivities.add(
          new LevelSensitivity(spec.bounds().groups(), tree.forest().mostLeaves(level)));
    }
    return new AdditiveQueries(ofLevels, sensitivities, spec.bounds());
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

  private void requireRoom(List<LevelSensitivity> levels) {
    int inOneGroup = levels.stream().mapToInt(LevelSensitivity::inOneGroup).max().orElse(1);
    int groups = 0;
    for (int level = 0; level < tree.levels(); level++) {
      groups += tree.keys(level).size();
    }
    long cells = 0;
    for (Statistic statistic : statistics) {
      require(
          statistic.sensitivity(spec.bounds()) <= Long.MAX_VALUE / 2 / MOST_PEOPLE / inOneGroup,
          "rows_per_group %s is too much for the bounds of the values: sums of %s people could overflow",
          spec.bounds().rowsPerGroup(),
          MOST_PEOPLE);
      cells += (long) statistic.cells() * groups;
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

  /** All groups, level by level; of groups that are selected from the data it knows one. */
  public GroupTree tree() {
    return tree;
  }

  /** What groups of a level are made of. */
  public List<String> keys(int level) {
    return level == 0 ? spec.keys().columns() : tree.keys(level).columns();
  }

  /**
   * What is released of the groups of a level: all metrics of the groups of the keys; above, those
   * that are made of sums alone, so neither persons nor quantiles.
   */
  List<ReleaseMetric> metrics(int level) {
    return spec.metrics().stream().filter(metric -> level == 0 || metric.addsUp(columns)).toList();
  }

  /** All statistics, each once. */
  public List<Statistic> statistics() {
    return List.copyOf(statistics);
  }

  /** Cells of a group of nobody. */
  public long[][] nothing() {
    return statistics.stream().map(statistic -> new long[statistic.cells()]).toArray(long[][]::new);
  }

  /** What a person pays, mechanism by mechanism. */
  public List<Charge> charges() {
    return noise.charges();
  }

  /** For each level, each metric and each group size that the specification names. */
  public List<ExpectedError> expectedErrors() {
    List<ExpectedError> errors = new ArrayList<>();
    for (int level = 0; level < tree.levels(); level++) {
      for (ReleaseMetric metric : metrics(level)) {
        for (long size : spec.groupSizes()) {
          errors.add(
              new ExpectedError(
                  level, metric, size, metric.expectedError(size, noise(level), columns)));
        }
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
    choice()
        .ifPresent(
            choice ->
                spec.groupSizes()
                    .forEach(size -> probabilities.put(size, choice.probability(size))));
    return probabilities;
  }

  /** Id of what decides which groups are shown; empty when their list is public. */
  public Optional<String> selection() {
    return choice().map(GroupChoice::id);
  }

  Optional<GroupChoice> choice() {
    return noise.choice();
  }

  /** Noise of the groups of a level; 0 is that of the keys. */
  LevelNoise noise(int level) {
    return noise.level(level);
  }
}
