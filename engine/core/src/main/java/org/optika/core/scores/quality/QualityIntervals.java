package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * 95 % intervals of the figures of {@link Quality} by the percentile bootstrap: people are drawn
 * anew ({@link ScoredCounts#resampled}) and the middle 95 % of the figures of these replicas are
 * taken. They say what other people would have changed, with the same model; a model trained anew
 * varies more. Source: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993, chapter
 * 13.
 *
 * <p>The interval of {@code ece10} lies too high when scores are well calibrated, and may lie above
 * the figure: the error is never negative, and drawing anew adds chance to the chance it has.
 *
 * <p>A replica that cannot give a figure, because it has only one outcome, is left out for it. An
 * interval is empty iff no replica gives the figure.
 */
public record QualityIntervals(
    Optional<Interval> auc,
    Optional<Interval> prAuc,
    Optional<Interval> brier,
    Optional<Interval> logLoss,
    Optional<Interval> ece10,
    Optional<Interval> lift10) {

  /** Enough to give each end of an interval to about 3 % of its width. */
  public static final int DEFAULT_REPLICAS = 500;

  /**
   * @param counts as for {@link Quality#of}
   * @param seed same seed, same intervals
   * @param replicas 20 to 10,000
   */
  public static QualityIntervals of(ScoredCounts counts, long seed, int replicas) {
    ProbabilityErrors.requireProbabilities(counts);
    require(
        replicas >= 20 && replicas <= 10_000, "replicas must be in [20, 10000], got %s", replicas);
    SplittableRandom random = new SplittableRandom(seed);
    List<Quality> drawn = new ArrayList<>();
    for (int replica = 0; replica < replicas; replica++) {
      ScoredCounts people = counts.resampled(random);
      if (people.people() > 0) {
        drawn.add(Quality.of(people));
      }
    }
    return new QualityIntervals(
        interval(drawn, Quality::auc),
        interval(drawn, Quality::prAuc),
        interval(drawn, quality -> OptionalDouble.of(quality.brier())),
        interval(drawn, quality -> OptionalDouble.of(quality.logLoss())),
        interval(drawn, quality -> OptionalDouble.of(quality.ece10())),
        interval(drawn, Quality::lift10));
  }

  private static Optional<Interval> interval(
      List<Quality> drawn, Function<Quality, OptionalDouble> figure) {
    double[] replicas =
        drawn.stream().map(figure).flatMapToDouble(OptionalDouble::stream).toArray();
    return replicas.length == 0 ? Optional.empty() : Optional.of(Interval.ofReplicas(replicas));
  }
}
