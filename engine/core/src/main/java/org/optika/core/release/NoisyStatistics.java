package org.optika.core.release;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Statistics of one group with noise in them, from which figures are made. Only {@link
 * ReleaseNoise} makes one, so that no figure for the outside can be made of exact numbers.
 */
public final class NoisyStatistics {
  private final ReleasePlan plan;
  private final Map<Statistic, long[]> cells;
  private final Map<Statistic, int[]> quantiles;

  NoisyStatistics(ReleasePlan plan, Map<Statistic, long[]> cells, Map<Statistic, int[]> quantiles) {
    this.plan = plan;
    this.cells = cells;
    this.quantiles = quantiles;
  }

  /** All figures of the group, in the order of the metrics. */
  public List<Figure> figures() {
    return plan.spec().metrics().stream()
        .flatMap(metric -> metric.figures(this, plan.valueColumns()).stream())
        .toList();
  }

  /** A sum, in its steps. */
  NoisyNumber number(Statistic statistic) {
    return numbers(statistic).get(0);
  }

  /** All cells of a statistic, in its steps. */
  List<NoisyNumber> numbers(Statistic statistic) {
    double deviation = plan.noise().deviation(statistic);
    double halfWidth = plan.noise().halfWidth(statistic);
    return Arrays.stream(cells.get(statistic))
        .mapToObj(cell -> new NoisyNumber(cell, deviation, halfWidth))
        .toList();
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
        plan.noise().mechanism(statistic),
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
            quotient.value() + plus, quotient.deviation(), Interval.Z * quotient.deviation()),
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
        plan.noise().mechanism(statistic),
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
        plan.noise().mechanism(statistic),
        true);
  }
}
