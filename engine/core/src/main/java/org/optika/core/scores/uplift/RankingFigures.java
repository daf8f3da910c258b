package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All metrics of one way to rank people. */
public record RankingFigures(RankedBy by, Map<UpliftMetric, Figure> figures) {
  public RankingFigures {
    require(figures.size() == UpliftMetric.values().length, "a metric is missing: %s", figures);
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
  }

  /**
   * @param folds one a fold; both arms have people in each
   */
  static RankingFigures of(
      RankedBy by, List<UpliftCounts> folds, double topShare, long seed, int replicas) {
    UpliftCounts all = folds.stream().reduce(UpliftCounts.none(), UpliftCounts::plus);
    UpliftQuality quality = UpliftQuality.of(all, topShare);
    UpliftIntervals intervals = UpliftIntervals.of(all, topShare, seed, replicas);
    List<UpliftQuality> ofFolds =
        folds.stream().map(fold -> UpliftQuality.of(fold, topShare)).toList();
    Map<UpliftMetric, Figure> figures = new EnumMap<>(UpliftMetric.class);
    for (UpliftMetric metric : UpliftMetric.values()) {
      figures.put(
          metric,
          Figure.of(
              metric.of(quality),
              intervals.of(metric),
              ofFolds.stream().mapToDouble(metric::of).toArray()));
    }
    return new RankingFigures(by, figures);
  }

  public Figure figure(UpliftMetric metric) {
    return figures.get(metric);
  }
}
