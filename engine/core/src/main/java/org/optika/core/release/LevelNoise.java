package org.optika.core.release;

import java.util.HashMap;
import java.util.Map;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.QuantilesMechanism;
import org.optika.core.privacy.noise.Rational;

/** What draws the noise of each statistic in the groups of one level; public. */
final class LevelNoise {
  private static final Rational ALPHA = Rational.of(1, 20);

  private final ContributionBounds bounds;
  private final Map<Statistic, AdditiveMechanism> additive;
  private final Map<Statistic, QuantilesMechanism> quantiles;
  private final Map<Statistic, Double> variances = new HashMap<>();
  private final Map<Statistic, Double> halfWidths = new HashMap<>();

  LevelNoise(
      ContributionBounds bounds,
      Map<Statistic, AdditiveMechanism> additive,
      Map<Statistic, QuantilesMechanism> quantiles) {
    this.bounds = bounds;
    this.additive = additive;
    this.quantiles = quantiles;
  }

  ContributionBounds bounds() {
    return bounds;
  }

  AdditiveMechanism additive(Statistic statistic) {
    return additive.get(statistic);
  }

  /** Whether noise is added to a statistic at this level. */
  boolean isAdded(Statistic statistic) {
    return additive.containsKey(statistic);
  }

  /** Whether quantiles are drawn of a statistic, instead of adding noise to it. */
  boolean isDrawn(Statistic statistic) {
    return quantiles.containsKey(statistic);
  }

  QuantilesMechanism quantiles(Statistic statistic) {
    return quantiles.get(statistic);
  }

  /** Id of what draws the noise of a statistic. */
  String mechanism(Statistic statistic) {
    return isDrawn(statistic) ? quantiles(statistic).id() : additive(statistic).id();
  }

  /** Variance of the noise of a statistic, in its steps squared. */
  double variance(Statistic statistic) {
    return variances.computeIfAbsent(statistic, first -> additive(first).variance().doubleValue());
  }

  /** Standard deviation of the noise of a statistic, in its steps. */
  double deviation(Statistic statistic) {
    return Math.sqrt(variance(statistic));
  }

  /** Half of the width of the 95 % interval of the noise of a statistic, in its steps. */
  double halfWidth(Statistic statistic) {
    return halfWidths.computeIfAbsent(
        statistic, first -> additive(first).halfWidth(ALPHA).doubleValue());
  }
}
