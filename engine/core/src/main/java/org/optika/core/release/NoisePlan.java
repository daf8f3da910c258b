package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import org.optika.core.privacy.accounting.AnalyticGaussian;
import org.optika.core.privacy.accounting.BoxCost;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.DiscreteGaussianCost;
import org.optika.core.privacy.accounting.DiscreteLaplaceCost;
import org.optika.core.privacy.accounting.ExponentialCost;
import org.optika.core.privacy.accounting.MechanismCost;
import org.optika.core.privacy.accounting.PrivacyHistory;
import org.optika.core.privacy.accounting.PrivacyLoss;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.QuantilesMechanism;
import org.optika.core.privacy.noise.Rational;

/**
 * How much noise each statistic gets, so that all of them together cost what the release may. They
 * are one vector query: a person changes each statistic i by at most its sensitivity, in each of L0
 * groups, and the noise of all is scaled by one factor, the smallest with which the composition of
 * all mechanisms stays within the price. Everything in here is public.
 *
 * <p><b>Shares.</b> With weights w, Gaussian noise has sigma = s * sensitivity * sqrt(L0 W / w),
 * and Laplace noise the scale s * sensitivity * L0 W / w, where W is the sum of the weights: each
 * statistic gets the share w / W of the budget, of rho or of epsilon. That minimises the sum of w *
 * ln(deviation), so that a percent of noise is traded against a percent of noise, whatever the
 * units are. The kind of noise with the smaller such sum is taken; of equals Laplace, which needs
 * no delta.
 *
 * <p><b>Histograms</b> take discrete Laplace noise: the rows of a person may lie in several bins,
 * and its loss depends on their number alone. <b>Quantiles</b> take the share of epsilon that their
 * weight is, whatever the others do with theirs; so does a selection of groups by their exact
 * number of persons. One by the noisy number wants Gaussian noise.
 */
final class NoisePlan {
  /** Digits of a scale; rounded up. */
  private static final MathContext SCALE_DIGITS = new MathContext(9, RoundingMode.CEILING);

  private static final double CLOSE_ENOUGH = 1e-4;
  private static final double BEYOND_ROUNDING = 1e-8;
  private static final double FIRST_STEP = 0.01;
  private static final double LARGEST_FACTOR = 1e6;

  /** Covers the rounding of a handful of operations on doubles. */
  private static final double ROUNDING = 0x1p-48;

  static final Statistic PEOPLE = new Statistic.People();
  private static final Rational ALPHA = Rational.of(1, 20);

  private final Fixed fixed;
  private final Map<Statistic, AdditiveMechanism> additive;
  private final List<Charge> charges;
  private final Optional<GroupChoice> choice;
  private final Map<Statistic, Double> deviations = new HashMap<>();
  private final Map<Statistic, Double> halfWidths = new HashMap<>();

  private NoisePlan(Fixed fixed, Map<Statistic, AdditiveMechanism> additive) {
    this.fixed = fixed;
    this.additive = additive;
    charges = withNoise(fixed, additive);
    choice = fixed.selection().map(selection -> selection.choice(additive.get(PEOPLE)));
  }

  /**
   * What does not depend on the factor.
   *
   * @param charges of the quantiles and of the selection
   */
  private record Fixed(
      ContributionBounds bounds,
      PrivacyLoss price,
      Map<Statistic, QuantilesMechanism> quantiles,
      Optional<GroupSelection> selection,
      List<Charge> charges) {}

  ContributionBounds bounds() {
    return fixed.bounds();
  }

  /** Which groups are shown; empty when their list is public. */
  Optional<GroupChoice> choice() {
    return choice;
  }

  /** Whether noise is added to a statistic; else it is drawn from, or only looked at. */
  boolean hasNoise(Statistic statistic) {
    return additive.containsKey(statistic);
  }

  AdditiveMechanism additive(Statistic statistic) {
    return additive.get(statistic);
  }

  /** Whether quantiles are drawn of a statistic, instead of adding noise to it. */
  boolean isDrawn(Statistic statistic) {
    return fixed.quantiles().containsKey(statistic);
  }

  QuantilesMechanism quantiles(Statistic statistic) {
    return fixed.quantiles().get(statistic);
  }

  /** Id of what draws the noise of a statistic. */
  String mechanism(Statistic statistic) {
    return isDrawn(statistic) ? quantiles(statistic).id() : additive(statistic).id();
  }

  /** Standard deviation of the noise of a statistic, in its steps. */
  double deviation(Statistic statistic) {
    return deviations.computeIfAbsent(
        statistic, first -> Math.sqrt(additive(first).variance().doubleValue()));
  }

  /** Half of the width of the 95 % interval of the noise of a statistic, in its steps. */
  double halfWidth(Statistic statistic) {
    return halfWidths.computeIfAbsent(
        statistic, first -> additive(first).halfWidth(ALPHA).doubleValue());
  }

  /** What a person pays, mechanism by mechanism. */
  List<Charge> charges() {
    return charges;
  }

  /**
   * @param additive weight of each statistic that noise is added to
   * @param ranks of each statistic that quantiles are drawn of, with its weight
   * @param keys groups to be selected; empty when their list is public
   */
  static NoisePlan of(
      Map<Statistic, Double> additive,
      Map<Statistic, Ranks> ranks,
      Optional<SelectedKeys> keys,
      ContributionBounds bounds,
      PrivacyLoss price) {
    boolean byThreshold = keys.isPresent() && GroupSelection.isByThreshold(bounds);
    double ofSelection =
        keys.isEmpty() || byThreshold ? 0 : keys.orElseThrow().weight().doubleValue();
    double all =
        sum(additive) + ranks.values().stream().mapToDouble(Ranks::weight).sum() + ofSelection;
    Optional<GroupSelection> selection =
        keys.map(found -> GroupSelection.of(found, bounds, price, ofSelection / all));
    List<Charge> charges = new ArrayList<>();
    selection.ifPresent(chosen -> charges.add(chosen.charge()));
    Map<Statistic, QuantilesMechanism> quantiles = new LinkedHashMap<>();
    ranks.forEach(
        (statistic, asked) -> {
          BigDecimal epsilon =
              price
                  .epsilon()
                  .multiply(BigDecimal.valueOf(asked.weight() / all))
                  .divide(BigDecimal.valueOf(bounds.groups()), MathContext.DECIMAL64)
                  .round(new MathContext(6, RoundingMode.FLOOR));
          QuantilesMechanism mechanism =
              QuantilesMechanism.of(epsilon, bounds.rowsPerGroup(), asked.ranks());
          quantiles.put(statistic, mechanism);
          charges.add(
              new Charge(
                  new ExponentialCost(upper(mechanism.epsilonPerLevel())),
                  bounds.groups() * mechanism.levels()));
        });
    Fixed fixed = new Fixed(bounds, price, quantiles, selection, charges);
    if (additive.isEmpty()) {
      return new NoisePlan(fixed, Map.of());
    }
    double epsilon = price.epsilon().doubleValue();
    if (price.delta().signum() == 0) {
      double spent =
          charges.stream().mapToDouble(charge -> charge.pureEpsilon().orElseThrow()).sum();
      return new NoisePlan(
          fixed, laplace(additive, bounds, (1 + BEYOND_ROUNDING) / (epsilon - spent)));
    }
    NoisePlan gaussian =
        cheapest(
            factor -> gaussian(additive, bounds, factor),
            AnalyticGaussian.sigma(epsilon, price.delta().doubleValue()),
            fixed);
    if (byThreshold) {
      return gaussian;
    }
    NoisePlan laplace = cheapest(factor -> laplace(additive, bounds, factor), 1 / epsilon, fixed);
    return amount(gaussian, additive) < amount(laplace, additive) ? gaussian : laplace;
  }

  /**
   * Quantiles that are asked of one statistic.
   *
   * @param ranks ascending, each in (0, 1)
   */
  record Ranks(List<BigDecimal> ranks, double weight) {}

  /** The noise with the smallest factor that the price allows, on top of what is fixed. */
  private static NoisePlan cheapest(
      DoubleFunction<Map<Statistic, AdditiveMechanism>> noiseOf, double guess, Fixed fixed) {
    DoublePredicate isEnough =
        factor -> isWithin(withNoise(fixed, noiseOf.apply(factor)), fixed.price());
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
        require(
            enough < LARGEST_FACTOR,
            "what is drawn without noise alone costs more than %s",
            fixed.price());
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
    return new NoisePlan(fixed, noiseOf.apply(enough));
  }

  private static boolean isWithin(List<Charge> charges, PrivacyLoss price) {
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : charges) {
      history = history.plus(charge);
    }
    return history.epsilon(price.delta().doubleValue()) <= price.epsilon().doubleValue();
  }

  private static Map<Statistic, AdditiveMechanism> gaussian(
      Map<Statistic, Double> weights, ContributionBounds bounds, double factor) {
    Map<Statistic, AdditiveMechanism> noise = new LinkedHashMap<>();
    double all = sum(weights);
    weights.forEach(
        (statistic, weight) -> {
          long sensitivity = statistic.sensitivity(bounds);
          noise.put(
              statistic,
              statistic.cells() > 1
                  ? laplace(sensitivity, weight / all, bounds, factor)
                  : DiscreteGaussianMechanism.ofSigma(
                      rounded(factor * sensitivity * Math.sqrt(bounds.groups() * all / weight))));
        });
    return noise;
  }

  private static Map<Statistic, AdditiveMechanism> laplace(
      Map<Statistic, Double> weights, ContributionBounds bounds, double factor) {
    Map<Statistic, AdditiveMechanism> noise = new LinkedHashMap<>();
    double all = sum(weights);
    weights.forEach(
        (statistic, weight) ->
            noise.put(
                statistic, laplace(statistic.sensitivity(bounds), weight / all, bounds, factor)));
    return noise;
  }

  private static AdditiveMechanism laplace(
      long sensitivity, double share, ContributionBounds bounds, double factor) {
    return DiscreteLaplaceMechanism.withScale(
        Rational.of(rounded(factor * sensitivity * bounds.groups() / share)));
  }

  private static BigDecimal rounded(double scale) {
    return new BigDecimal(scale).round(SCALE_DIGITS);
  }

  private static List<Charge> withNoise(Fixed fixed, Map<Statistic, AdditiveMechanism> noise) {
    ContributionBounds bounds = fixed.bounds();
    Map<MechanismCost, Integer> uses = new LinkedHashMap<>();
    fixed.charges().forEach(charge -> uses.merge(charge.mechanism(), charge.count(), Integer::sum));
    noise.forEach(
        (statistic, mechanism) ->
            uses.merge(
                cost(mechanism, statistic, statistic.sensitivity(bounds)),
                bounds.groups(),
                Integer::sum));
    return uses.entrySet().stream().map(use -> new Charge(use.getKey(), use.getValue())).toList();
  }

  private static MechanismCost cost(
      AdditiveMechanism mechanism, Statistic statistic, long sensitivity) {
    if (mechanism instanceof DiscreteGaussianMechanism gaussian) {
      double variance = gaussian.sigmaSquared().toDecimal(17, RoundingMode.FLOOR).doubleValue();
      return new DiscreteGaussianCost(Math.sqrt(variance) * (1 - ROUNDING), sensitivity);
    }
    Rational scale = ((DiscreteLaplaceMechanism) mechanism).scale();
    double parameter = upper(Rational.ONE.dividedBy(scale));
    // Rows of a person in several bins lose as much as in one, which a pure box covers.
    return statistic.cells() > 1
        ? new BoxCost(parameter * sensitivity * (1 + ROUNDING), 0)
        : new DiscreteLaplaceCost(parameter, sensitivity);
  }

  private static double upper(Rational number) {
    return Math.nextUp(number.toDecimal(17, RoundingMode.CEILING).doubleValue());
  }

  private static double sum(Map<Statistic, Double> weights) {
    return weights.values().stream().mapToDouble(weight -> weight).sum();
  }

  /** Sum of weighted logarithms of deviations. */
  private static double amount(NoisePlan plan, Map<Statistic, Double> weights) {
    return weights.entrySet().stream()
        .mapToDouble(entry -> entry.getValue() * Math.log(plan.deviation(entry.getKey())))
        .sum();
  }
}
