package org.optika.core.privacy.accounting;

import java.util.OptionalDouble;

/**
 * What one private mechanism costs, in the three currencies of accounting. Neighbours differ by one
 * person, added or removed. For each mechanism here the two directions cost the same, so that one
 * distribution of losses stands for both.
 */
public sealed interface MechanismCost
    permits LaplaceCost,
        GaussianCost,
        DiscreteLaplaceCost,
        DiscreteGaussianCost,
        DiscreteGaussianVectorCost,
        ExponentialCost,
        BoxCost {

  /** The epsilon of pure differential privacy; empty if no epsilon does without a delta. */
  OptionalDouble pureEpsilon();

  /** The rho of zero-concentrated differential privacy; empty if there is none. */
  OptionalDouble zcdpRho();

  /**
   * A rho that, with {@link #concentratedDelta}, makes the mechanism delta-approximately rho-zCDP
   * (M. Bun and T. Steinke 2016, Section 8). Every mechanism has one.
   */
  default double concentratedRho() {
    return zcdpRho().orElseThrow();
  }

  /** See {@link #concentratedRho}; 0 if rho alone says all. */
  default double concentratedDelta() {
    return 0;
  }

  /**
   * The distribution of privacy losses, on a grid that suits the mechanism: at most 2^16 points,
   * fine beside the losses that it typically causes.
   */
  PrivacyLossDistribution lossDistribution();
}
