package org.optika.core.release;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.Rational;

/** Makes the figures of a group of its noisy statistics; post-processing, so it costs nothing. */
public final class Figures {
  private static final Rational ALPHA = Rational.of(1, 20);
  private static final double SQUARE_STEPS = 1L << Statistic.Squares.DROPPED_BITS;

  private final ReleasePlan plan;
  private final Map<Statistic, Double> halfWidths = new HashMap<>();
  private final Map<String, ReleaseMetric> metrics;

  public Figures(ReleasePlan plan) {
    this.plan = plan;
    metrics =
        plan.spec().metrics().stream()
            .collect(Collectors.toMap(ReleaseMetric::id, Function.identity()));
    for (Statistic statistic : plan.statistics()) {
      AdditiveMechanism noise = plan.noise(statistic);
      if (noise != null) {
        halfWidths.put(statistic, noise.halfWidth(ALPHA).doubleValue());
      }
    }
  }

  /** All figures of a group, in the order of the metrics. */
  public List<Figure> of(NoisyGroup group) {
    List<Figure> figures = new ArrayList<>();
    for (ReleaseMetric metric : plan.spec().metrics()) {
      figures.addAll(of(metric, group));
    }
    return figures;
  }

  private List<Figure> of(ReleaseMetric metric, NoisyGroup group) {
    List<Statistic> parts = plan.statisticsOf(metric);
    if (metric instanceof ReleaseMetric.Mean mean) {
      return List.of(mean(mean, parts, group));
    }
    if (metric instanceof ReleaseMetric.Variance variance) {
      return List.of(variance(variance, parts, group));
    }
    if (metric instanceof ReleaseMetric.Quantiles quantiles) {
      return quantiles(quantiles, parts.get(0), group);
    }
    if (metric instanceof ReleaseMetric.Histogram histogram) {
      return histogram(histogram, parts.get(0), group);
    }
    if (metric instanceof ReleaseMetric.Ratio ratio) {
      return List.of(ratio(ratio, group));
    }
    Noisy noisy = additive(metric, group);
    return List.of(
        figure(
            metric.id(),
            noisy.value(),
            noisy.deviation(),
            Optional.of(
                new Interval(noisy.value() - noisy.halfWidth(), noisy.value() + noisy.halfWidth())),
            plan.noise(parts.get(0)).id()));
  }

  /** A noisy number in the unit of its metric. */
  private record Noisy(double value, double deviation, double halfWidth) {}

  private Noisy additive(ReleaseMetric metric, NoisyGroup group) {
    Statistic part = plan.statisticsOf(metric).get(0);
    double step = metric instanceof ReleaseMetric.Sum sum ? sum.bounds().value(1) : 1;
    return new Noisy(
        step * group.cells(part)[0], step * plan.deviation(part), step * halfWidths.get(part));
  }

  private Figure ratio(ReleaseMetric.Ratio ratio, NoisyGroup group) {
    ReleaseMetric above = metrics.get(ratio.numerator());
    Noisy numerator = additive(above, group);
    Noisy denominator = additive(metrics.get(ratio.denominator()), group);
    return quotient(
        ratio.id(),
        numerator.value(),
        numerator.deviation(),
        denominator.value(),
        denominator.deviation(),
        0,
        plan.noise(plan.statisticsOf(above).get(0)).id());
  }

  private Figure mean(ReleaseMetric.Mean mean, List<Statistic> parts, NoisyGroup group) {
    double step = mean.bounds().value(1);
    return quotient(
        mean.id(),
        step * group.cells(parts.get(1))[0],
        step * plan.deviation(parts.get(1)),
        group.cells(parts.get(0))[0],
        plan.deviation(parts.get(0)),
        step * mean.bounds().middleSteps(),
        plan.noise(parts.get(1)).id());
  }

  /** A quotient of two noisy numbers, plus a number that has no noise. */
  private Figure quotient(
      String metric,
      double numerator,
      double deviation,
      double denominator,
      double denominatorDeviation,
      double plus,
      String mechanism) {
    if (denominator <= 0) {
      return nothing(metric, mechanism);
    }
    double quotient = numerator / denominator;
    double ofQuotient = Math.hypot(deviation, quotient * denominatorDeviation) / denominator;
    return figure(
        metric,
        quotient + plus,
        ofQuotient,
        Interval.ofQuotient(numerator, deviation, denominator, denominatorDeviation)
            .map(interval -> new Interval(interval.low() + plus, interval.high() + plus)),
        mechanism);
  }

  /** Mean of squares less square of the mean, both around the middle of the range. */
  private Figure variance(
      ReleaseMetric.Variance variance, List<Statistic> parts, NoisyGroup group) {
    String mechanism = plan.noise(parts.get(2)).id();
    double rows = group.cells(parts.get(0))[0];
    if (rows <= 0) {
      return nothing(variance.id(), mechanism);
    }
    double step = variance.bounds().value(1);
    double squareStep = step * step * SQUARE_STEPS;
    double distance = step * group.cells(parts.get(1))[0] / rows;
    double square = squareStep * group.cells(parts.get(2))[0] / rows;
    double value = square - distance * distance;
    // Derivatives of the value by sum of squares, sum of distances and rows.
    double deviation =
        Math.hypot(
                Math.hypot(
                    squareStep * plan.deviation(parts.get(2)),
                    2 * distance * step * plan.deviation(parts.get(1))),
                (2 * distance * distance - square) * plan.deviation(parts.get(0)))
            / rows;
    return figure(
        variance.id(),
        Math.max(0, value),
        deviation,
        Optional.of(
            new Interval(
                Math.max(0, value - Interval.Z * deviation),
                Math.max(0, value + Interval.Z * deviation))),
        mechanism);
  }

  private List<Figure> quantiles(
      ReleaseMetric.Quantiles quantiles, Statistic part, NoisyGroup group) {
    Statistic.Bins bins = (Statistic.Bins) part;
    int[] drawn = group.quantiles(part);
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < drawn.length; i++) {
      BigDecimal rank = quantiles.ranks().get(i);
      double centre =
          bins.bins()
              .centre(drawn[i])
              .toDecimal(17, java.math.RoundingMode.HALF_EVEN)
              .doubleValue();
      figures.add(
          new Figure(
              "%s[%s]".formatted(quantiles.id(), rank.stripTrailingZeros().toPlainString()),
              OptionalDouble.of(quantiles.bounds().value(centre)),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              plan.quantiles(part).id(),
              false));
    }
    return figures;
  }

  private List<Figure> histogram(
      ReleaseMetric.Histogram histogram, Statistic part, NoisyGroup group) {
    long[] cells = group.cells(part);
    List<Figure> figures = new ArrayList<>();
    for (int bin = 0; bin < cells.length; bin++) {
      figures.add(
          figure(
              "%s[%d]".formatted(histogram.id(), bin),
              cells[bin],
              plan.deviation(part),
              Optional.of(
                  new Interval(
                      cells[bin] - halfWidths.get(part), cells[bin] + halfWidths.get(part))),
              plan.noise(part).id()));
    }
    return figures;
  }

  private Figure nothing(String metric, String mechanism) {
    return new Figure(
        metric,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        mechanism,
        true);
  }

  private Figure figure(
      String metric,
      double value,
      double deviation,
      Optional<Interval> interval,
      String mechanism) {
    double limit = plan.spec().relativeError().doubleValue();
    return new Figure(
        metric,
        OptionalDouble.of(value),
        OptionalDouble.of(deviation),
        interval.map(ends -> OptionalDouble.of(ends.low())).orElse(OptionalDouble.empty()),
        interval.map(ends -> OptionalDouble.of(ends.high())).orElse(OptionalDouble.empty()),
        mechanism,
        deviation > limit * Math.abs(value));
  }
}
