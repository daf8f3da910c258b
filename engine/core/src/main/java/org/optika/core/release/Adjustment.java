package org.optika.core.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Post-processing of a release: it sees noisy groups and public parameters alone, so it costs no
 * budget. Sums of all levels are brought together by {@link LeastSquares} and then to where they
 * can be by {@link CoherentTotals}; means, variances and ratios are made of such sums; quantiles
 * stay as they were drawn. Draws nothing: the same groups give the same figures.
 *
 * <p><b>Intervals</b> are the estimate and as many of its standard deviations to both sides as the
 * widest of the noise that went into it has on its own, 1.96 at least. An estimate is a weighted
 * sum of independent noise, which is nearer to a normal distribution than its parts: 95 % of it lie
 * within fewer deviations than of Laplace noise by itself (2.12), so the interval is a little too
 * wide.
 */
public final class Adjustment {
  private final ReleasePlan plan;
  private final List<NoisyGroup> groups;
  private final int[] firstOfLevel;
  private final List<Map<Statistic, NoisyCells>> estimated = new ArrayList<>();
  private final List<Map<Statistic, NoisyCells>> coherent = new ArrayList<>();

  private Adjustment(ReleasePlan plan, List<NoisyGroup> groups) {
    this.plan = plan;
    this.groups = groups;
    firstOfLevel = new int[plan.tree().levels() + 1];
    for (NoisyGroup group : groups) {
      firstOfLevel[group.level() + 1]++;
      estimated.add(new HashMap<>());
      coherent.add(new HashMap<>());
    }
    for (int level = 0; level < plan.tree().levels(); level++) {
      firstOfLevel[level + 1] += firstOfLevel[level];
    }
    for (Statistic statistic : plan.statistics()) {
      if (plan.noise(0).isAdded(statistic)) {
        adjust(statistic);
      }
    }
  }

  /**
   * @param groups of all levels, level by level, as {@link ReleaseNoise} makes them
   * @return as many groups, in the same order
   */
  public static List<AdjustedGroup> of(ReleasePlan plan, List<NoisyGroup> groups) {
    return new Adjustment(plan, groups).adjusted();
  }

  private Forest forest(Statistic statistic) {
    return statistic.addsUp() && plan.tree().levels() > 1
        ? plan.tree().forest()
        : Forest.alone(firstOfLevel[1]);
  }

  private void adjust(Statistic statistic) {
    Forest forest = forest(statistic);
    double[] variances = new double[forest.levels()];
    double widest = forest.levels() == 1 ? 0 : Interval.Z;
    for (int level = 0; level < variances.length; level++) {
      LevelNoise noise = plan.noise(level);
      variances[level] = noise.variance(statistic);
      widest = Math.max(widest, noise.halfWidth(statistic) / noise.deviation(statistic));
    }
    LeastSquares leastSquares = new LeastSquares(forest, variances);
    for (int level = 0; level < forest.levels(); level++) {
      for (int group = 0; group < forest.size(level); group++) {
        int place = firstOfLevel[level] + group;
        double deviation = Math.sqrt(leastSquares.variances()[level][group]);
        for (Map<Statistic, NoisyCells> cells :
            List.of(estimated.get(place), coherent.get(place))) {
          cells.put(
              statistic,
              new NoisyCells(new double[statistic.cells()], deviation, widest * deviation));
        }
      }
    }
    for (int cell = 0; cell < statistic.cells(); cell++) {
      double[][] estimates = leastSquares.estimates(noisy(forest, statistic, cell));
      put(estimates, statistic, cell, estimated);
      put(
          CoherentTotals.of(forest, estimates, statistic.isNonNegative()),
          statistic,
          cell,
          coherent);
    }
  }

  private double[][] noisy(Forest forest, Statistic statistic, int cell) {
    double[][] noisy = new double[forest.levels()][];
    for (int level = 0; level < noisy.length; level++) {
      noisy[level] =
          groups.subList(firstOfLevel[level], firstOfLevel[level + 1]).stream()
              .mapToDouble(group -> group.statistics().cells(statistic).values()[cell])
              .toArray();
    }
    return noisy;
  }

  private void put(
      double[][] numbers, Statistic statistic, int cell, List<Map<Statistic, NoisyCells>> all) {
    for (int level = 0; level < numbers.length; level++) {
      for (int group = 0; group < numbers[level].length; group++) {
        all.get(firstOfLevel[level] + group).get(statistic).values()[cell] = numbers[level][group];
      }
    }
  }

  private List<AdjustedGroup> adjusted() {
    List<AdjustedGroup> adjusted = new ArrayList<>();
    for (int place = 0; place < groups.size(); place++) {
      NoisyGroup group = groups.get(place);
      adjusted.add(new AdjustedGroup(group.level(), group.keys(), figures(place)));
    }
    return adjusted;
  }

  private List<AdjustedFigure> figures(int place) {
    NoisyStatistics noisy = groups.get(place).statistics();
    NoisyStatistics ofEstimates = noisy.with(estimated.get(place));
    NoisyStatistics ofCoherent = noisy.with(coherent.get(place));
    List<AdjustedFigure> figures = new ArrayList<>();
    for (ReleaseMetric metric : plan.metrics(groups.get(place).level())) {
      List<Figure> drawn = noisy.figures(metric);
      List<Figure> estimates = ofEstimates.figures(metric);
      List<Figure> sums = ofCoherent.figures(metric);
      boolean nonNegative = metric.isNonNegative(plan.valueColumns());
      for (int i = 0; i < drawn.size(); i++) {
        figures.add(
            plan.spec().uncertain() == Uncertain.SUPPRESS && sums.get(i).uncertain()
                ? AdjustedFigure.suppressed(drawn.get(i))
                : AdjustedFigure.of(drawn.get(i), estimates.get(i), sums.get(i), nonNegative));
      }
    }
    return figures;
  }
}
