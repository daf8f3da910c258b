package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Figures of a cross-validation, as papers print them: AUC, PR-AUC, Brier score and log loss are
 * the mean over the folds, since scores of different models do not rank one person against another;
 * ECE and lift, which need many people, are of all folds together.
 *
 * @param figures by name, in the order of the report: {@code auc, pr_auc, brier, log_loss, ece10,
 *     lift10}; a figure that the people cannot give is left out
 */
public record FoldQuality(Map<String, Figure> figures, long people, long positives) {

  /**
   * @param interval 95 %, by drawing the people of each fold anew; says what other people would
   *     have changed, with the same models
   * @param foldDeviation standard deviation over the folds; 0 for figures of all folds together
   */
  public record Figure(double value, Interval interval, double foldDeviation) {}

  private record Definition(
      String name, boolean meanOfFolds, Function<Quality, OptionalDouble> of) {}

  private static final List<Definition> FIGURES =
      List.of(
          new Definition("auc", true, Quality::auc),
          new Definition("pr_auc", true, Quality::prAuc),
          new Definition("brier", true, quality -> OptionalDouble.of(quality.brier())),
          new Definition("log_loss", true, quality -> OptionalDouble.of(quality.logLoss())),
          new Definition("ece10", false, quality -> OptionalDouble.of(quality.ece10())),
          new Definition("lift10", false, Quality::lift10));

  /** Figures of the folds and of all of them together; one draw of the bootstrap is another. */
  private record Drawn(List<Quality> folds, Quality together) {
    static Drawn of(List<ScoredCounts> folds) {
      return new Drawn(
          folds.stream().map(Quality::of).toList(),
          Quality.of(folds.stream().reduce(ScoredCounts.NONE, ScoredCounts::plus)));
    }

    OptionalDouble figure(Definition figure) {
      if (!figure.meanOfFolds) {
        return figure.of.apply(together);
      }
      double sum = 0;
      for (Quality fold : folds) {
        OptionalDouble value = figure.of.apply(fold);
        if (value.isEmpty()) {
          return value;
        }
        sum += value.getAsDouble();
      }
      return OptionalDouble.of(sum / folds.size());
    }

    double deviation(Definition figure) {
      if (!figure.meanOfFolds || folds.size() < 2) {
        return 0;
      }
      double mean = figure(figure).orElseThrow();
      double squares = 0;
      for (Quality fold : folds) {
        double off = figure.of.apply(fold).orElseThrow() - mean;
        squares += off * off;
      }
      return Math.sqrt(squares / (folds.size() - 1));
    }
  }

  /**
   * @param folds probabilities that the people of each fold got from a model of the others
   * @param seed same seed, same intervals
   * @param replicas 20 to 10,000
   */
  public static FoldQuality of(List<ScoredCounts> folds, long seed, int replicas) {
    require(!folds.isEmpty(), "figures need a fold, got none");
    folds.forEach(fold -> require(fold.people() > 0, "a fold must hold at least one person"));
    require(
        replicas >= 20 && replicas <= 10_000, "replicas must be in [20, 10000], got %s", replicas);
    Drawn seen = Drawn.of(folds);
    List<Drawn> replicated = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (int replica = 0; replica < replicas; replica++) {
      List<ScoredCounts> people = folds.stream().map(fold -> fold.resampled(random)).toList();
      if (people.stream().allMatch(fold -> fold.people() > 0)) {
        replicated.add(Drawn.of(people));
      }
    }
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (Definition figure : FIGURES) {
      OptionalDouble value = seen.figure(figure);
      double[] replicas95 =
          replicated.stream()
              .map(drawn -> drawn.figure(figure))
              .flatMapToDouble(OptionalDouble::stream)
              .toArray();
      if (value.isPresent() && replicas95.length > 0) {
        figures.put(
            figure.name,
            new Figure(
                value.getAsDouble(), Interval.ofReplicas(replicas95), seen.deviation(figure)));
      }
    }
    return new FoldQuality(figures, seen.together.people(), seen.together.positives());
  }

  /**
   * @throws IllegalArgumentException when the people cannot give the figure
   */
  public Figure figure(String name) {
    require(figures.containsKey(name), "no figure '%s'; there are %s", name, figures.keySet());
    return figures.get(name);
  }

  /** Share of people with the outcome, in [0, 1]. */
  public double baseRate() {
    return (double) positives / people;
  }
}
