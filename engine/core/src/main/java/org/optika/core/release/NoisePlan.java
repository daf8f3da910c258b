package org.optika.core.release;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.optika.core.privacy.accounting.AnalyticGaussian;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.ExponentialCost;
import org.optika.core.privacy.accounting.MechanismCost;
import org.optika.core.privacy.accounting.PrivacyHistory;
import org.optika.core.privacy.accounting.PrivacyLoss;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.QuantilesMechanism;

/**
 * How much noise each statistic gets at each level, so that all of them together cost what the
 * release may. They are one vector query ({@link AdditiveQueries}), and the noise of all is scaled
 * by one factor, the smallest with which the composition of all mechanisms stays within the price.
 * Everything in here is public.
 *
 * <p>That each statistic gets its share of the budget minimises the sum of weight * ln(deviation),
 * so that a percent of noise is traded against a percent of noise, whatever the units are. The kind
 * of noise with the smaller such sum is taken; of equals Laplace, which needs no delta.
 *
 * <p><b>Quantiles</b> take the share of epsilon that their weight is, whatever the others do with
 * theirs; so does a selection of groups by their exact number of persons. One by the noisy number
 * wants Gaussian noise.
 */
final class NoisePlan {
  static final Statistic PEOPLE = new Statistic.People();

  private static final double BEYOND_ROUNDING = 1e-8;
  private static final MathContext SHARE_DIGITS = new MathContext(6, RoundingMode.FLOOR);

  private final List<LevelNoise> levels = new ArrayList<>();
  private final List<Charge> charges;
  private final Optional<GroupChoice> choice;

  private NoisePlan(Fixed fixed, Map<LevelStatistic, AdditiveMechanism> noise) {
    charges = fixed.with(noise);
    for (int level = 0; level < fixed.queries().levels().size(); level++) {
      Map<Statistic, AdditiveMechanism> ofLevel = new LinkedHashMap<>();
      for (Map.Entry<LevelStatistic, AdditiveMechanism> entry : noise.entrySet()) {
        if (entry.getKey().level() == level) {
          ofLevel.put(entry.getKey().statistic(), entry.getValue());
        }
      }
      levels.add(
          new LevelNoise(
              fixed.queries().bounds(), ofLevel, level == 0 ? fixed.quantiles() : Map.of()));
    }
    choice = fixed.selection().map(selection -> selection.choice(levels.get(0).additive(PEOPLE)));
  }

  /** Noise of the groups of a level; 0 is that of the keys. */
  LevelNoise level(int level) {
    return levels.get(level);
  }

  /** Which groups are shown; empty when their list is public. */
  Optional<GroupChoice> choice() {
    return choice;
  }

  /** What a person pays, mechanism by mechanism. */
  List<Charge> charges() {
    return charges;
  }

  /**
   * @param ranks of each statistic that quantiles are drawn of, with its weight
   * @param keys groups to be selected; empty when their list is public
   */
  static NoisePlan of(
      AdditiveQueries queries,
      Map<Statistic, Ranks> ranks,
      Optional<SelectedKeys> keys,
      PrivacyLoss price) {
    ContributionBounds bounds = queries.bounds();
    boolean byThreshold = keys.isPresent() && GroupSelection.isByThreshold(bounds);
    double ofSelection =
        keys.isEmpty() || byThreshold ? 0 : keys.orElseThrow().weight().doubleValue();
    double all =
        queries.weight() + ranks.values().stream().mapToDouble(Ranks::weight).sum() + ofSelection;
    Map<Statistic, QuantilesMechanism> quantiles = new LinkedHashMap<>();
    ranks.forEach(
        (statistic, asked) ->
            quantiles.put(statistic, quantiles(asked, asked.weight() / all, bounds, price)));
    Fixed fixed =
        new Fixed(
            queries,
            quantiles,
            keys.map(found -> GroupSelection.of(found, bounds, price, ofSelection / all)));
    if (queries.weights().isEmpty()) {
      return new NoisePlan(fixed, Map.of());
    }
    double epsilon = price.epsilon().doubleValue();
    if (price.delta().signum() == 0) {
      double spent =
          fixed.charges().stream().mapToDouble(charge -> charge.pureEpsilon().orElseThrow()).sum();
      return new NoisePlan(fixed, queries.laplace((1 + BEYOND_ROUNDING) / (epsilon - spent)));
    }
    double guess = AnalyticGaussian.sigma(epsilon, price.delta().doubleValue());
    NoisePlan gaussian = cheapest(fixed, queries::gaussian, guess, price);
    if (byThreshold) {
      return gaussian;
    }
    NoisePlan laplace = cheapest(fixed, queries::laplace, 1 / epsilon, price);
    return gaussian.amount(queries) < laplace.amount(queries) ? gaussian : laplace;
  }

  /**
   * Quantiles that are asked of one statistic.
   *
   * @param ranks ascending, each in (0, 1)
   */
  record Ranks(List<BigDecimal> ranks, double weight) {}

  private static QuantilesMechanism quantiles(
      Ranks asked, double share, ContributionBounds bounds, PrivacyLoss price) {
    BigDecimal epsilon =
        price
            .epsilon()
            .multiply(BigDecimal.valueOf(share))
            .divide(BigDecimal.valueOf(bounds.groups()), MathContext.DECIMAL64)
            .round(SHARE_DIGITS);
    return QuantilesMechanism.of(epsilon, bounds.rowsPerGroup(), asked.ranks());
  }

  /** What does not depend on the factor of the noise. */
  private record Fixed(
      AdditiveQueries queries,
      Map<Statistic, QuantilesMechanism> quantiles,
      Optional<GroupSelection> selection) {

    /** Of the quantiles and of the selection. */
    List<Charge> charges() {
      List<Charge> charges = new ArrayList<>();
      int groups = queries.bounds().groups();
      for (QuantilesMechanism mechanism : quantiles.values()) {
        charges.add(
            new Charge(
                new ExponentialCost(AdditiveQueries.upper(mechanism.epsilonPerLevel())),
                groups * mechanism.levels()));
      }
      selection.ifPresent(chosen -> charges.add(chosen.charge()));
      return charges;
    }

    /** All charges, those of one mechanism together. */
    List<Charge> with(Map<LevelStatistic, AdditiveMechanism> noise) {
      List<Charge> all = charges();
      noise.forEach((query, mechanism) -> all.add(queries.charge(query, mechanism)));
      Map<MechanismCost, Integer> uses = new LinkedHashMap<>();
      all.forEach(charge -> uses.merge(charge.mechanism(), charge.count(), Integer::sum));
      return uses.entrySet().stream().map(use -> new Charge(use.getKey(), use.getValue())).toList();
    }
  }

  /** The noise with the smallest factor that the price allows, on top of what is fixed. */
  private static NoisePlan cheapest(
      Fixed fixed,
      DoubleFunction<Map<LevelStatistic, AdditiveMechanism>> noiseOf,
      double guess,
      PrivacyLoss price) {
    double delta = price.delta().doubleValue();
    double factor =
        NoiseSearch.smallestFactor(
            tried -> epsilon(fixed.with(noiseOf.apply(tried)), delta), guess, price);
    return new NoisePlan(fixed, noiseOf.apply(factor));
  }

  private static double epsilon(List<Charge> charges, double delta) {
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : charges) {
      history = history.plus(charge);
    }
    return history.epsilon(delta);
  }

  /** Sum of weighted logarithms of deviations. */
  private double amount(AdditiveQueries queries) {
    return queries.weights().entrySet().stream()
        .mapToDouble(
            entry ->
                entry.getValue()
                    * Math.log(level(entry.getKey().level()).deviation(entry.getKey().statistic())))
        .sum();
  }
}
