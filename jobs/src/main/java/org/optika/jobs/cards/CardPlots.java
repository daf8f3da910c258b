package org.optika.jobs.cards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.optika.core.scores.card.CardFeature;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.quality.Curves;
import org.optika.core.scores.quality.Interval;
import org.optika.core.scores.quality.ReliabilityBin;
import org.optika.jobs.notebooks.Axis;
import org.optika.jobs.notebooks.LineChart;
import org.optika.jobs.notebooks.LineChart.Line;
import org.optika.jobs.notebooks.LineChart.Point;
import org.optika.jobs.notebooks.LineChart.Style;
import org.optika.jobs.notebooks.Plot;

/** The plots of a card, all of the test set. */
final class CardPlots {
  static final String RELIABILITY = "reliability.svg";
  static final String ROC = "roc.svg";
  static final String PRECISION_RECALL = "precision-recall.svg";
  static final String LIFT = "lift.svg";
  static final String IMPORTANCE = "importance.svg";

  /** More bars than that are not read. */
  private static final int MOST_FEATURES = 20;

  private CardPlots() {}

  /** SVG by file name. */
  static Map<String, String> of(ModelCard card) {
    Curves curves = card.quality().curves();
    double baseRate = 100 * card.quality().test().baseRate();
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put(RELIABILITY, reliability(card.quality().reliability().bins()));
    plots.put(ROC, roc(curves));
    plots.put(PRECISION_RECALL, precisionRecall(curves, baseRate));
    plots.put(LIFT, lift(curves));
    plots.put(IMPORTANCE, importance(card.features()));
    return plots;
  }

  private static String reliability(List<ReliabilityBin> bins) {
    double highest =
        bins.stream()
            .flatMapToDouble(bin -> DoubleStream.of(bin.meanScore(), bin.observedInterval().high()))
            .max()
            .orElseThrow();
    Axis x = Axis.of("mean score (%)", 0, 100 * highest);
    double end = x.ticks().get(x.ticks().size() - 1).doubleValue();
    return new LineChart(
            "Reliability: what was said against what happened",
            "Observed rate with 95 %% interval against mean score, %d bins: %s"
                .formatted(bins.size(), told(bins)),
            x,
            Axis.of("observed (%)", 0, end),
            List.of(
                new Line("scores that are right", Style.REFERENCE, line(0, 0, end, end)),
                new Line(
                    "this model, with 95 % intervals",
                    Style.MEASURED, bins.stream().map(CardPlots::observed).toList())))
        .svg();
  }

  private static Point observed(ReliabilityBin bin) {
    Interval interval = bin.observedInterval();
    return new Point(
        100 * bin.meanScore(),
        100 * bin.observedRate(),
        100 * interval.low(),
        100 * interval.high());
  }

  private static String told(List<ReliabilityBin> bins) {
    return String.join(
        "; ",
        bins.stream()
            .map(
                bin ->
                    String.format(
                        Locale.ROOT,
                        "%.1f %% said, %.1f %% observed",
                        100 * bin.meanScore(),
                        100 * bin.observedRate()))
            .toList());
  }

  private static String roc(Curves curves) {
    return new LineChart(
            "ROC: outcomes found against false alarms",
            "Share of the people with the outcome who are selected, against the share of the people"
                + " without it, from the highest score down.",
            Axis.of("selected of those without the outcome (%)", 0, 100),
            Axis.of("selected of those with it (%)", 0, 100),
            List.of(
                new Line("chance", Style.REFERENCE, line(0, 0, 100, 100)),
                new Line("this model", Style.MEASURED, scaled(curves.roc(), 100))))
        .svg();
  }

  private static String precisionRecall(Curves curves, double baseRate) {
    return new LineChart(
            "Precision and recall",
            "Share of the selected who have the outcome, against the share of the outcomes that is"
                + " found, from the highest score down.",
            Axis.of("recall: outcomes found (%)", 0, 100),
            Axis.of("precision: selected with the outcome (%)", 0, 100),
            List.of(
                new Line("chance", Style.REFERENCE, line(0, baseRate, 100, baseRate)),
                new Line("this model", Style.MEASURED, scaled(curves.precisionRecall(), 100))))
        .svg();
  }

  private static String lift(Curves curves) {
    List<Point> points = scaled(curves.lift(), 1);
    double highest = points.stream().mapToDouble(Point::y).max().orElseThrow();
    return new LineChart(
            "Lift: how many times more outcomes than by chance",
            "Rate of the outcome among the selected over the rate among all, against the share of"
                + " people selected, from the highest score down.",
            Axis.of("people selected (%)", 0, 100),
            Axis.of("lift (times)", 0, Math.max(highest, 1)),
            List.of(
                new Line("chance", Style.REFERENCE, line(0, 1, 100, 1)),
                new Line("this model", Style.MEASURED, points)))
        .svg();
  }

  private static String importance(List<CardFeature> features) {
    return Plot.bars(
            "Importance: mean absolute contribution to the margin",
            "",
            features.stream()
                .limit(MOST_FEATURES)
                .map(feature -> new Plot.Bar(feature.name(), feature.figures().importance()))
                .toList())
        + "\n";
  }

  private static List<Point> line(double fromX, double fromY, double toX, double toY) {
    return List.of(new Point(fromX, fromY), new Point(toX, toY));
  }

  /** Shares of people as percent. */
  private static List<Point> scaled(List<Curves.Point> points, double scaleOfY) {
    return points.stream().map(point -> new Point(100 * point.x(), scaleOfY * point.y())).toList();
  }
}
