package org.optika.core.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Statistics of one group with noise in them, from which figures are made. Only {@link
 * ReleaseNoise} makes one, so that no figure for the outside can be made of exact numbers.
 */
public final class NoisyStatistics {
  private final ReleasePlan plan;
  private final int level;
  private final Map<Statistic, NoisyCells> cells;
  private final Map<Statistic, int[]> quantiles;

  NoisyStatistics(
      ReleasePlan plan,
      int level,
      Map<Statistic, NoisyCells> cells,
      Map<Statistic, int[]> quantiles) {
    this.plan = plan;
    this.level = level;
    this.cells = cells;
    this.quantiles = quantiles;
  }

  /** All figures of the group, in the order of the metrics. */
  public List<Figure> figures() {
    return plan.metrics(level).stream().flatMap(metric -> figures(metric).stream()).toList();
  }

  List<Figure> figures(ReleaseMetric metric) {
    return metric.figures(this, plan.valueColumns());
  }

  /** The same group with other cells, which were made of noisy ones. */
  NoisyStatistics with(Map<Statistic, NoisyCells> adjusted) {
    return new NoisyStatistics(plan, level, adjusted, quantiles);
  }

  NoisyCells cells(Statistic statistic) {
    return cells.get(statistic);
  }

  /** A sum, in its steps. */
  NoisyNumber number(Statistic statistic) {
    return cells.get(statistic).number(0);
  }

  /** All cells of a statistic, in its steps. */
  List<NoisyNumber> numbers(Statistic statistic) {
    NoisyCells ofStatistic = cells.get(statistic);
    return IntStream.range(0, ofStatistic.values().length).mapToObj(ofStatistic::number).toList();
  }

  /** Bins that were drawn as quantiles. */
  int[] drawn(Statistic statistic) {
    return quantiles.get(statistic);
  }

  Figure figure(
      String metric, NoisyNumber number, Optional<Interval> interval, Statistic statistic) {
    double limit = plan.spec().relativeError().doubleValue();
    return new Figure(
        metric,
        OptionalDouble.of(number.value()),
        OptionalDouble.of(number.deviation()),
        interval.map(ends -> OptionalDouble.of(ends.low())).orElse(OptionalDouble.empty()),
        interval.map(ends -> OptionalDouble.of(ends.high())).orElse(OptionalDouble.empty()),
        plan.noise(level).mechanism(statistic),
        number.deviation() > limit * Math.abs(number.value()));
  }

  /**
   * @param plus a public number that is added to the quotient
   */
  Figure figure(String metric, Quotient quotient, double plus, Statistic statistic) {
    if (!quotient.exists()) {
      return nothing(metric, statistic);
    }
    return figure(
        metric,
        new NoisyNumber(
            quotient.value() + plus, quotient.deviation(), quotient.reach() * quotient.deviation()),
        quotient.interval().map(interval -> interval.plus(plus)),
        statistic);
  }

  /** A quantile: what noise does to it depends on the data. */
  Figure drawn(String metric, double value, Statistic statistic) {
    return new Figure(
        metric,
        OptionalDouble.of(value),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        plan.noise(level).mechanism(statistic),
        false);
  }

  /** There is nothing to divide by. */
  Figure nothing(String metric, Statistic statistic) {
    return new Figure(
        metric,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        plan.noise(level).mechanism(statistic),
        true);
  }
}
