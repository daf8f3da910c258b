package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What selecting everybody at or above a score brings, for a series of scores from the highest
 * down; the plots of a model card are read from it.
 *
 * @param cuts ascending in people selected, the last one selects everybody; at least one
 */
public record Curves(List<Cut> cuts) {
  /** Most points of a curve, its beginning at (0, 0) included. */
  public static final int MOST_POINTS = 200;

  private static final double STEPS_OF_ONE_RATE = (MOST_POINTS - 2) / 2.0;

  public Curves {
    cuts = List.copyOf(cuts);
    require(!cuts.isEmpty(), "curves need at least one cut");
  }

  /** A point of a plot. */
  public record Point(double x, double y) {}

  /**
   * Everybody at or above a score.
   *
   * @param score the least selected
   * @param share of all people that is selected, in (0, 1]
   * @param truePositiveRate share of people with the outcome that is selected (recall), in [0, 1]
   * @param falsePositiveRate share of people without the outcome that is selected, in [0, 1]
   * @param precision share of the selected that has the outcome, in [0, 1]
   */
  public record Cut(
      double score,
      double share,
      double truePositiveRate,
      double falsePositiveRate,
      double precision) {

    /** Share of the outcomes found, over share of people selected. */
    public double lift() {
      return truePositiveRate / share;
    }
  }

  /**
   * Every score is a cut, thinned to those at which true and false positive rate together have gone
   * on by another 1/99: so each point is one of the full curve, and the area under the thinned ROC
   * curve is off by at most 1/198.
   *
   * @param counts any scores
   * @return empty iff all outcomes are the same
   */
  public static Optional<Curves> of(ScoredCounts counts) {
    if (counts.positives() == 0 || counts.negatives() == 0) {
      return Optional.empty();
    }
    List<Cut> cuts = new ArrayList<>();
    long step = -1;
    long positives = 0;
    long negatives = 0;
    for (int cell = counts.cells() - 1; cell >= 0; cell--) {
      positives += counts.positives(cell);
      negatives += counts.negatives(cell);
      double selected = positives + negatives;
      Cut cut =
          new Cut(
              counts.score(cell),
              selected / counts.people(),
              (double) positives / counts.positives(),
              (double) negatives / counts.negatives(),
              positives / selected);
      double rates = cut.truePositiveRate() + cut.falsePositiveRate();
      long reached = (long) (rates * STEPS_OF_ONE_RATE);
      if (reached == step) {
        cuts.remove(cuts.size() - 1);
      }
      step = reached;
      cuts.add(cut);
    }
    return Optional.of(new Curves(cuts));
  }

  /** True against false positive rate, from (0, 0) to (1, 1). */
  public List<Point> roc() {
    return fromOrigin(Cut::falsePositiveRate, Cut::truePositiveRate);
  }

  /** Precision against recall; it begins at the first cut, for nobody selected has no precision. */
  public List<Point> precisionRecall() {
    return points(Cut::truePositiveRate, Cut::precision);
  }

  /** Share of the outcomes found against share of people selected, from (0, 0) to (1, 1). */
  public List<Point> gain() {
    return fromOrigin(Cut::share, Cut::truePositiveRate);
  }

  /** Lift against share of people selected; it ends at (1, 1). */
  public List<Point> lift() {
    return points(Cut::share, Cut::lift);
  }

  private List<Point> fromOrigin(ToDoubleFunction<Cut> x, ToDoubleFunction<Cut> y) {
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    points.addAll(points(x, y));
    return List.copyOf(points);
  }

  private List<Point> points(ToDoubleFunction<Cut> x, ToDoubleFunction<Cut> y) {
    return cuts.stream().map(cut -> new Point(x.applyAsDouble(cut), y.applyAsDouble(cut))).toList();
  }
}
