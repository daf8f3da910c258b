package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * Discrete Laplace (two-sided geometric) noise on whole numbers: P(x) is proportional to e^(-a
 * |x|). Here the sensitivity is no unit that can be divided out, as the lattice stays. A shift by s
 * loses a s with probability 1/(1+q), q = e^-a, then a (s - 2x) with P(x) for 0 &lt; x &lt; s, and
 * -a s with q^s/(1+q) (A. Ghosh, T. Roughgarden and M. Sundararajan, STOC 2009, for the noise).
 *
 * @param parameter a; &gt; 0
 * @param sensitivity s, L1, in steps of the lattice; in [1, 2^53]
 */
public record DiscreteLaplaceCost(double parameter, long sensitivity) implements MechanismCost {

  /** Shifts of more steps are looked at in groups of neighbouring steps. */
  private static final long MOST_ATOMS = 1L << 18;

  public DiscreteLaplaceCost {
    require(
        parameter > 0 && parameter < Double.POSITIVE_INFINITY,
        "parameter must be > 0, got %s",
        parameter);
    require(
        sensitivity >= 1 && sensitivity <= 1L << 53,
        "sensitivity must be in [1, 2^53], got %s",
        sensitivity);
  }

  /** a s. */
  @Override
  public OptionalDouble pureEpsilon() {
    return OptionalDouble.of(epsilon());
  }

  /** (a s)^2 / 2, as of every pure mechanism (Bun and Steinke 2016, proposition 1.4). */
  @Override
  public OptionalDouble zcdpRho() {
    return OptionalDouble.of(epsilon() * epsilon() / 2);
  }

  @Override
  public PrivacyLossDistribution lossDistribution() {
    double epsilon = epsilon();
    double atZero = Math.tanh(parameter / 2);
    LossSpread spread = new LossSpread(-epsilon, epsilon, epsilon);
    spread.addAtom(epsilon, 1 / (1 + Math.exp(-parameter)));
    spread.addAtom(-epsilon, Math.exp(-epsilon) / (1 + Math.exp(-parameter)));
    long group = (sensitivity + MOST_ATOMS - 1) / MOST_ATOMS;
    for (long x = 1; x < sensitivity; x += group) {
      long size = Math.min(group, sensitivity - x);
      double steps = Math.expm1(-parameter * size) / Math.expm1(-parameter);
      // The first of a group loses most.
      spread.addAtom(
          parameter * (sensitivity - 2.0 * x), atZero * Math.exp(-parameter * x) * steps);
    }
    return spread.distribution();
  }

  private double epsilon() {
    return parameter * sensitivity;
  }
}
