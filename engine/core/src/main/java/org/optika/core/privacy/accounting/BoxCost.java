package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * A mechanism of which only (epsilon, delta) is known. The worst one loses everything with
 * probability delta, and else epsilon or -epsilon like randomised response: probabilities (1 -
 * delta) / (1 + e^-epsilon) and (1 - delta) / (1 + e^epsilon) (P. Kairouz, S. Oh and P. Viswanath,
 * The composition theorem for differential privacy, ICML 2015).
 *
 * @param epsilon &gt;= 0
 * @param delta in [0, 1)
 */
public record BoxCost(double epsilon, double delta) implements MechanismCost {

  public BoxCost {
    require(
        epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY,
        "epsilon must be >= 0, got %s",
        epsilon);
    require(delta >= 0 && delta < 1, "delta must be in [0, 1), got %s", delta);
  }

  /** The epsilon, if delta is 0. */
  @Override
  public OptionalDouble pureEpsilon() {
    return delta == 0 ? OptionalDouble.of(epsilon) : OptionalDouble.empty();
  }

  /** epsilon^2 / 2, if delta is 0 (Bun and Steinke 2016, proposition 1.4). */
  @Override
  public OptionalDouble zcdpRho() {
    return delta == 0 ? OptionalDouble.of(epsilon * epsilon / 2) : OptionalDouble.empty();
  }

  /** epsilon^2 / 2: the worst mechanism is (epsilon, 0) where it does not lose everything. */
  @Override
  public double concentratedRho() {
    return epsilon * epsilon / 2;
  }

  @Override
  public double concentratedDelta() {
    return delta;
  }

  @Override
  public PrivacyLossDistribution lossDistribution() {
    LossSpread spread = new LossSpread(-epsilon, epsilon, epsilon);
    spread.addAtom(epsilon, (1 - delta) / (1 + Math.exp(-epsilon)));
    spread.addAtom(-epsilon, (1 - delta) * Math.exp(-epsilon) / (1 + Math.exp(-epsilon)));
    spread.addInfinite(delta);
    return spread.distribution();
  }
}
