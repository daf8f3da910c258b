package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * Gaussian noise. The loss is normally distributed with mean 1/(2 sigma^2) and standard deviation
 * 1/sigma (C. Dwork and G. Rothblum, Concentrated differential privacy, 2016). A query of several
 * numbers counts by its L2 sensitivity: turned so that the change lies along one axis, it is a
 * query of one number.
 *
 * @param sigma standard deviation of the noise, per unit of L2 sensitivity; &gt; 0
 */
public record GaussianCost(double sigma) implements MechanismCost {

  /** P(Z &gt; 9.5) is 1e-21. */
  private static final double LAST_DEVIATION = 9.5;

  private static final double PROBABILITY_BEYOND = 1.1e-21;

  public GaussianCost {
    require(sigma > 0 && sigma < Double.POSITIVE_INFINITY, "sigma must be > 0, got %s", sigma);
  }

  @Override
  public OptionalDouble pureEpsilon() {
    return OptionalDouble.empty();
  }

  /** 1 / (2 sigma^2) (Bun and Steinke 2016, proposition 1.6). */
  @Override
  public OptionalDouble zcdpRho() {
    return OptionalDouble.of(1 / (2 * sigma * sigma));
  }

  @Override
  public PrivacyLossDistribution lossDistribution() {
    return normalLosses(1 / (2 * sigma * sigma), sigma, 1);
  }

  /**
   * Normal losses of standard deviation 1 / sigma.
   *
   * @param probability of all of them; may be a little more than 1, as an upper bound
   */
  static PrivacyLossDistribution normalLosses(double mean, double sigma, double probability) {
    double reach = LAST_DEVIATION / sigma;
    LossSpread spread = new LossSpread(mean - reach, mean + reach, 1 / sigma);
    spread.addDensity(
        mean - reach,
        mean + reach,
        1 / (32 * LAST_DEVIATION * sigma),
        loss -> probability * sigma * StandardNormal.density((loss - mean) * sigma));
    spread.addAtom(mean - reach, PROBABILITY_BEYOND);
    spread.addInfinite(PROBABILITY_BEYOND);
    return spread.distribution();
  }
}
