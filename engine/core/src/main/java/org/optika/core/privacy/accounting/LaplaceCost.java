package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * Laplace noise. With epsilon = 1 / scale, the loss is epsilon with probability 1/2, -epsilon with
 * probability e^-epsilon / 2, and between them has the density e^((loss - epsilon) / 2) / 4 (S.
 * Meiser and E. Mohammadi, Tight on budget?, CCS 2018).
 *
 * @param scale of the noise, per unit of L1 sensitivity: for a query of sensitivity s and noise of
 *     scale b it is b / s; the density falls by e within one scale; &gt; 0
 */
public record LaplaceCost(double scale) implements MechanismCost {

  public LaplaceCost {
    require(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale must be > 0, got %s", scale);
  }

  @Override
  public OptionalDouble pureEpsilon() {
    return OptionalDouble.of(epsilon());
  }

  /** epsilon^2 / 2, as of every epsilon-private mechanism (Bun and Steinke 2016, prop. 1.4). */
  @Override
  public OptionalDouble zcdpRho() {
    return OptionalDouble.of(epsilon() * epsilon() / 2);
  }

  @Override
  public PrivacyLossDistribution lossDistribution() {
    double epsilon = epsilon();
    LossSpread spread = new LossSpread(-epsilon, epsilon, epsilon);
    spread.addAtom(epsilon, 0.5);
    spread.addAtom(-epsilon, Math.exp(-epsilon) / 2);
    spread.addDensity(-epsilon, epsilon, 1.0 / 16, loss -> Math.exp((loss - epsilon) / 2) / 4);
    return spread.distribution();
  }

  private double epsilon() {
    return 1 / scale;
  }
}
