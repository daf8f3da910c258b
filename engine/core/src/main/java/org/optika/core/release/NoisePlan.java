package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
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
 * theirs.
 */
final class NoisePlan {
  private static final double CLOSE_ENOUGH = 1e-4;
  private static final double BEYOND_ROUNDING = 1e-8;
  private static final double FIRST_STEP = 0.01;
  private static final double LARGEST_FACTOR = 1e6;

  private final List<LevelNoise> levels;
  private final List<Charge> charges;

  private NoisePlan(
      AdditiveQueries queries,
      Map<LevelStatistic, AdditiveMechanism> noise,
      Map<Statistic, QuantilesMechanism> quantiles,
      List<Charge> charges) {
    this.charges = charges;
    levels = new ArrayList<>();
    for (int level = 0; level < queries.levels().size(); level++) {
      Map<Statistic, AdditiveMechanism> ofLevel = new LinkedHashMap<>();
      for (Map.Entry<LevelStatistic, AdditiveMechanism> entry : noise.entrySet()) {
        if (entry.getKey().level() == level) {
          ofLevel.put(entry.getKey().statistic(), entry.getValue());
        }
      }
      levels.add(new LevelNoise(queries.bounds(), ofLevel, level == 0 ? quantiles : Map.of()));
    }
  }

  /** Noise of the groups of a level; 0 is that of the keys. */
  LevelNoise level(int level) {
    return levels.get(level);
  }

  /** What a person pays, mechanism by mechanism. */
  List<Charge> charges() {
    return charges;
  }

  /**
   * @param ranks of each statistic that quantiles are drawn of, with its weight
   */
  static NoisePlan of(AdditiveQueries queries, Map<Statistic, Ranks> ranks, PrivacyLoss price) {
    double all = queries.weight() + ranks.values().stream().mapToDouble(Ranks::weight).sum();
    int groups = queries.bounds().groups();
    List<Charge> charges = new ArrayList<>();
    Map<Statistic, QuantilesMechanism> quantiles = new LinkedHashMap<>();
    ranks.forEach(
        (statistic, asked) -> {
          BigDecimal epsilon =
              price
                  .epsilon()
                  .multiply(BigDecimal.valueOf(asked.weight() / all))
                  .divide(BigDecimal.valueOf(groups), MathContext.DECIMAL64)
                  .round(new MathContext(6, RoundingMode.FLOOR));
          QuantilesMechanism mechanism =
              QuantilesMechanism.of(epsilon, queries.bounds().rowsPerGroup(), asked.ranks());
          quantiles.put(statistic, mechanism);
          charges.add(
              new Charge(
                  new ExponentialCost(AdditiveQueries.upper(mechanism.epsilonPerLevel())),
                  groups * mechanism.levels()));
        });
    if (queries.weights().isEmpty()) {
      return new NoisePlan(queries, Map.of(), quantiles, charges);
    }
    double epsilon = price.epsilon().doubleValue();
    if (price.delta().signum() == 0) {
      double spent =
          charges.stream().mapToDouble(charge -> charge.pureEpsilon().orElseThrow()).sum();
      Map<LevelStatistic, AdditiveMechanism> noise =
          queries.laplace((1 + BEYOND_ROUNDING) / (epsilon - spent));
      return new NoisePlan(queries, noise, quantiles, withNoise(charges, queries, noise));
    }
    NoisePlan laplace = cheapest(queries, queries::laplace, 1 / epsilon, quantiles, charges, price);
    NoisePlan gaussian =
        cheapest(
            queries,
            queries::gaussian,
            AnalyticGaussian.sigma(epsilon, price.delta().doubleValue()),
            quantiles,
            charges,
            price);
    return gaussian.amount(queries) < laplace.amount(queries) ? gaussian : laplace;
  }

  /**
   * Quantiles that are asked of one statistic.
   *
   * @param ranks ascending, each in (0, 1)
   */
  record Ranks(List<BigDecimal> ranks, double weight) {}

  /** The noise with the smallest factor that the price allows, on top of what is charged. */
  private static NoisePlan cheapest(
      AdditiveQueries queries,
      DoubleFunction<Map<LevelStatistic, AdditiveMechanism>> noiseOf,
      double guess,
      Map<Statistic, QuantilesMechanism> quantiles,
      List<Charge> charged,
      PrivacyLoss price) {
    DoublePredicate isEnough =
        factor -> isWithin(withNoise(charged, queries, noiseOf.apply(factor)), price);
    double enough = guess;
    double step = FIRST_STEP;
    double tooLittle;
    if (isEnough.test(guess)) {
      tooLittle = guess / (1 + step);
      while (isEnough.test(tooLittle)) {
        enough = tooLittle;
        step *= 2;
        tooLittle /= 1 + step;
      }
    } else {
      do {
        tooLittle = enough;
        enough *= 1 + step;
        step *= 2;
        require(enough < LARGEST_FACTOR, "the quantiles alone cost more than %s", price);
      } while (!isEnough.test(enough));
    }
    while (enough - tooLittle > CLOSE_ENOUGH * enough) {
      double middle = (enough + tooLittle) / 2;
      if (isEnough.test(middle)) {
        enough = middle;
      } else {
        tooLittle = middle;
      }
    }
    Map<LevelStatistic, AdditiveMechanism> noise = noiseOf.apply(enough);
    return new NoisePlan(queries, noise, quantiles, withNoise(charged, queries, noise));
  }

  private static boolean isWithin(List<Charge> charges, PrivacyLoss price) {
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : charges) {
      history = history.plus(charge);
    }
    return history.epsilon(price.delta().doubleValue()) <= price.epsilon().doubleValue();
  }

  private static List<Charge> withNoise(
      List<Charge> charged, AdditiveQueries queries, Map<LevelStatistic, AdditiveMechanism> noise) {
    Map<MechanismCost, Integer> uses = new LinkedHashMap<>();
    charged.forEach(charge -> uses.merge(charge.mechanism(), charge.count(), Integer::sum));
    noise.forEach(
        (query, mechanism) -> {
          Charge charge = queries.charge(query, mechanism);
          uses.merge(charge.mechanism(), charge.count(), Integer::sum);
        });
    return uses.entrySet().stream().map(use -> new Charge(use.getKey(), use.getValue())).toList();
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
