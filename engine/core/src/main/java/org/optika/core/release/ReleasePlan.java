package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.QuantilesMechanism;

/**
 * What a release needs from the rows, and the noise that it adds: all that can be known before any
 * data is read. A metric that needs a statistic of another one shares it.
 */
public final class ReleasePlan {
  private static final int QUANTILE_BINS = Statistic.Bins.MOST_BINS;

  /** More persons than there are; times a sensitivity it must fit into 63 bits. */
  private static final long MOST_PEOPLE = 1L << 33;

  /** Cells that are collected: half a gigabyte. */
  private static final long MOST_CELLS = 1L << 26;

  /**
   * A value that statistics read from a row.
   *
   * @param name column of the source
   * @param bounds to which each row is clamped
   */
  public record Column(String name, ValueBounds bounds) {}

  private final ReleaseSpec spec;
  private final List<Column> columns = new ArrayList<>();
  private final Map<Statistic, Double> additive = new LinkedHashMap<>();
  private final Map<Statistic, NoisePlan.Ranks> ranks = new LinkedHashMap<>();
  private final List<Statistic> statistics;
  private final NoisePlan noise;

  private ReleasePlan(ReleaseSpec spec) {
    this.spec = spec;
    spec.metrics().forEach(this::plan);
    statistics = new ArrayList<>(additive.keySet());
    statistics.addAll(ranks.keySet());
    requireRoom();
    noise = NoisePlan.of(additive, ranks, spec.bounds(), spec.price());
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

  private void plan(ReleaseMetric metric) {
    double weight = spec.weight(metric).doubleValue();
    for (Statistic statistic : statisticsOf(metric)) {
      if (metric instanceof ReleaseMetric.Quantiles quantiles) {
        require(
            ranks.put(statistic, new NoisePlan.Ranks(quantiles.ranks(), weight)) == null,
            "metrics: two lists of quantiles of column '%s' with the same bounds",
            quantiles.column());
      } else {
        additive.merge(statistic, weight, Double::sum);
      }
    }
  }

  /** The statistics that a metric is made of, in the order in which {@link Figures} reads them. */
  List<Statistic> statisticsOf(ReleaseMetric metric) {
    if (metric instanceof ReleaseMetric.Count) {
      return List.of(new Statistic.Rows());
    }
    if (metric instanceof ReleaseMetric.People) {
      return List.of(new Statistic.People());
    }
    if (metric instanceof ReleaseMetric.Sum sum) {
      return List.of(
          new Statistic.PersonTotal(column(sum.column(), sum.bounds().symmetric()), sum.bounds()));
    }
    if (metric instanceof ReleaseMetric.Mean mean) {
      return List.of(new Statistic.Rows(), distances(mean.column(), mean.bounds()));
    }
    if (metric instanceof ReleaseMetric.Variance variance) {
      return List.of(
          new Statistic.Rows(),
          distances(variance.column(), variance.bounds()),
          new Statistic.Squares(column(variance.column(), variance.bounds()), variance.bounds()));
    }
    if (metric instanceof ReleaseMetric.Quantiles quantiles) {
      return List.of(bins(quantiles.column(), quantiles.bounds(), QUANTILE_BINS));
    }
    if (metric instanceof ReleaseMetric.Histogram histogram) {
      return List.of(bins(histogram.column(), histogram.bounds(), histogram.bins()));
    }
    return List.of(); // a ratio is made of other metrics
  }

  private Statistic distances(String column, ValueBounds bounds) {
    return new Statistic.Distances(column(column, bounds), bounds);
  }

  private Statistic bins(String column, ValueBounds bounds, int bins) {
    return Statistic.Bins.of(column(column, bounds), bounds, bins);
  }

  /** Position of a column among {@link #columns}. */
  private int column(String name, ValueBounds bounds) {
    Column column = new Column(name, bounds);
    int position = columns.indexOf(column);
    if (position < 0) {
      position = columns.size();
      columns.add(column);
    }
    return position;
  }

  private void requireRoom() {
    long cells = 0;
    for (Statistic statistic : statistics) {
      long sensitivity = statistic.sensitivity(spec.bounds());
      require(
          sensitivity <= Long.MAX_VALUE / 2 / MOST_PEOPLE,
          "rows_per_group %s is too much for the bounds of the values: sums of %s people could overflow",
          spec.bounds().rowsPerGroup(),
          MOST_PEOPLE);
      cells += (long) statistic.cells() * spec.keys().size();
    }
    require(
        cells <= MOST_CELLS,
        "%s groups with histograms have %s cells; expected at most %s",
        spec.keys().size(),
        cells,
        MOST_CELLS);
  }

  public ReleaseSpec spec() {
    return spec;
  }

  /** Values that are read from a row, by their position. */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  /** All statistics, each once. */
  public List<Statistic> statistics() {
    return List.copyOf(statistics);
  }

  /** What a person pays, mechanism by mechanism. */
  public List<Charge> charges() {
    return noise.charges();
  }

  AdditiveMechanism noise(Statistic statistic) {
    return noise.noise(statistic);
  }

  QuantilesMechanism quantiles(Statistic statistic) {
    return noise.quantiles(statistic);
  }

  /** Standard deviation of the noise of a statistic, in its steps. */
  double deviation(Statistic statistic) {
    BigDecimal variance = noise.noise(statistic).variance();
    return Math.sqrt(variance.doubleValue());
  }
}
