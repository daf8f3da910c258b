package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * A mechanism, used a number of times on the same persons.
 *
 * @param count &gt;= 1
 */
public record Charge(MechanismCost mechanism, int count) {

  public Charge {
    require(count >= 1, "count must be >= 1, got %s", count);
  }

  /** A mechanism, used once. */
  public static Charge of(MechanismCost mechanism) {
    return new Charge(mechanism, 1);
  }

  /** Basic composition; empty if no epsilon does without a delta. */
  public OptionalDouble pureEpsilon() {
    return times(mechanism.pureEpsilon());
  }

  /** Rhos add up; empty if there is none. */
  public OptionalDouble zcdpRho() {
    return times(mechanism.zcdpRho());
  }

  public PrivacyLossDistribution lossDistribution() {
    return mechanism.lossDistribution().times(count);
  }

  private OptionalDouble times(OptionalDouble one) {
    return one.isPresent() ? OptionalDouble.of(one.getAsDouble() * count) : one;
  }
}
