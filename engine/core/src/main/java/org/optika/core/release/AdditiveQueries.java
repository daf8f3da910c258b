package org.optika.core.release;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.optika.core.privacy.accounting.BoxCost;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.DiscreteGaussianCost;
import org.optika.core.privacy.accounting.DiscreteGaussianVectorCost;
import org.optika.core.privacy.accounting.DiscreteLaplaceCost;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.Rational;

/**
 * All that noise is added to, and what that costs one person.
 *
 * <p><b>Noise.</b> With weights w, and W for their sum, Gaussian noise of factor s has sigma = s *
 * sensitivity * l2 * sqrt(W / w), and Laplace noise the scale s * sensitivity * l1 * W / w, with l1
 * and l2 as of {@link LevelSensitivity}: L0 and sqrt(L0) for the groups of the keys. So each
 * statistic gets the share w / W of rho or of epsilon.
 *
 * <p><b>Costs.</b> Where no two groups of a person can be one, each is a mechanism of its own. At
 * an upper level they may be any number of groups, and what is charged covers each such case:
 * {@link DiscreteGaussianVectorCost}, or for Laplace noise, of which the epsilon depends on l1
 * alone, a pure {@link BoxCost}. Cells of a histogram always take Laplace noise, since the rows of
 * a person may lie in one or in several.
 *
 * @param weights of each statistic
 * @param levels for each level how far a person reaches
 */
record AdditiveQueries(
    Map<LevelStatistic, Double> weights, List<LevelSensitivity> levels, ContributionBounds bounds) {
  /** Digits of a scale; rounded up. */
  private static final MathContext SCALE_DIGITS = new MathContext(9, RoundingMode.CEILING);

  /** Covers the rounding of a handful of operations on doubles. */
  private static final double ROUNDING = 0x1p-48;

  double weight() {
    return weights.values().stream().mapToDouble(weight -> weight).sum();
  }

  private long sensitivity(LevelStatistic query) {
    return query.statistic().sensitivity(bounds);
  }

  private LevelSensitivity level(LevelStatistic query) {
    return levels.get(query.level());
  }

  /**
   * Gaussian noise, but for histograms.
   *
   * @param factor s, the same for all
   */
  Map<LevelStatistic, AdditiveMechanism> gaussian(double factor) {
    Map<LevelStatistic, AdditiveMechanism> noise = new LinkedHashMap<>();
    double all = weight();
    weights.forEach(
        (query, weight) ->
            noise.put(
                query,
                query.statistic().cells() > 1
                    ? laplace(query, weight / all, factor)
                    : DiscreteGaussianMechanism.ofSigma(
                        rounded(
                            factor
                                * sensitivity(query)
                                * level(query).l2()
                                * Math.sqrt(all / weight)))));
    return noise;
  }

  /**
   * Laplace noise.
   *
   * @param factor s, the same for all
   */
  Map<LevelStatistic, AdditiveMechanism> laplace(double factor) {
    Map<LevelStatistic, AdditiveMechanism> noise = new LinkedHashMap<>();
    double all = weight();
    weights.forEach((query, weight) -> noise.put(query, laplace(query, weight / all, factor)));
    return noise;
  }

  private AdditiveMechanism laplace(LevelStatistic query, double share, double factor) {
    return DiscreteLaplaceMechanism.withScale(
        Rational.of(rounded(factor * sensitivity(query) * level(query).l1() / share)));
  }

  private static BigDecimal rounded(double scale) {
    return new BigDecimal(scale).round(SCALE_DIGITS);
  }

  /** What a person pays for the noise of a statistic at one level. */
  Charge charge(LevelStatistic query, AdditiveMechanism mechanism) {
    long sensitivity = sensitivity(query);
    LevelSensitivity level = level(query);
    boolean apart = level.inOneGroup() == 1;
    if (mechanism instanceof DiscreteGaussianMechanism gaussian) {
      double variance = gaussian.sigmaSquared().toDecimal(17, RoundingMode.FLOOR).doubleValue();
      double sigma = Math.sqrt(variance) * (1 - ROUNDING);
      return apart
          ? new Charge(new DiscreteGaussianCost(sigma, sensitivity), level.l1())
          : Charge.of(
              new DiscreteGaussianVectorCost(
                  sigma,
                  sensitivity * level.l2() * (1 + ROUNDING),
                  sensitivity * level.l1(),
                  level.l1()));
    }
    Rational scale = ((DiscreteLaplaceMechanism) mechanism).scale();
    double parameter = upper(Rational.ONE.dividedBy(scale));
    double epsilon = parameter * sensitivity * (1 + ROUNDING);
    if (!apart) {
      return Charge.of(new BoxCost(epsilon * level.l1() * (1 + ROUNDING), 0));
    }
    return new Charge(
        query.statistic().cells() > 1
            ? new BoxCost(epsilon, 0)
            : new DiscreteLaplaceCost(parameter, sensitivity),
        level.l1());
  }

  /** The nearest number that is not below. */
  static double upper(Rational number) {
    return Math.nextUp(number.toDecimal(17, RoundingMode.CEILING).doubleValue());
  }
}
