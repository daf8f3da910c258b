package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * The exponential mechanism (F. McSherry and K. Talwar, FOCS 2007), and whatever else has bounded
 * range epsilon: losses lie in an interval of length epsilon, whichever (D. Durfee and R. Rogers,
 * NeurIPS 2019).
 *
 * <p>With the interval [t - epsilon, t] the worst such mechanism has but the two losses at its ends
 * (J. Dong, D. Durfee and R. Rogers, Optimal differential privacy composition for exponential
 * mechanisms, ICML 2020), the upper one with probability (e^epsilon - e^t) / (e^epsilon - 1). Over
 * all t, the largest delta at x in [-epsilon, epsilon] is at t = (epsilon + x) / 2:
 *
 * <pre>delta(x) = (e^(epsilon/2) - e^(x/2))^2 / (e^epsilon - 1)</pre>
 *
 * <p>As the largest of convex functions of e^x it is the curve of a distribution of losses, with
 * density e^((epsilon + x) / 2) / (2 (e^epsilon - 1)). It dominates every t, hence also those that
 * an adversary chooses one after the other (Y. Zhu, J. Dong and Y.-X. Wang, Optimal accounting of
 * differential privacy via characteristic function, AISTATS 2022).
 *
 * @param epsilon e^(epsilon u / (2 s)) weighs an option of utility u, where one person changes a
 *     utility by at most s; &gt; 0
 */
public record ExponentialCost(double epsilon) implements MechanismCost {

  public ExponentialCost {
    require(
        epsilon > 0 && epsilon < Double.POSITIVE_INFINITY, "epsilon must be > 0, got %s", epsilon);
  }

  @Override
  public OptionalDouble pureEpsilon() {
    return OptionalDouble.of(epsilon);
  }

  /**
   * epsilon^2 / 8 (M. Cesar and R. Rogers, Bounding, concentrating, and truncating: unifying
   * privacy loss composition for data analytics, ALT 2021).
   */
  @Override
  public OptionalDouble zcdpRho() {
    return OptionalDouble.of(epsilon * epsilon / 8);
  }

  @Override
  public PrivacyLossDistribution lossDistribution() {
    LossSpread spread = new LossSpread(-epsilon, epsilon, epsilon);
    // e^((epsilon + x) / 2) / (e^epsilon - 1), without overflow for a large epsilon.
    double scale = -0.5 / Math.expm1(-epsilon);
    spread.addDensity(-epsilon, epsilon, 1.0 / 16, loss -> scale * Math.exp((loss - epsilon) / 2));
    return spread.distribution();
  }
}
