package org.optika.core.scores.uplift;

import java.io.Serializable;

/**
 * Sums of products of the terms of two policies, over the same decisions; of a policy with itself
 * they are its squares.
 *
 * @param weights sum of w v
 * @param once sum of w v r
 * @param twice sum of w v r²
 * @param doublyRobust sum of the products of the doubly robust terms
 */
record PolicyProducts(double weights, double once, double twice, double doublyRobust)
    implements Serializable {
  static final PolicyProducts ZERO = new PolicyProducts(0, 0, 0, 0);

  static PolicyProducts of(PolicyTerm one, PolicyTerm other) {
    double weight = one.weight() * other.weight();
    double reward = one.reward();
    return new PolicyProducts(
        weight,
        weight * reward,
        weight * reward * reward,
        one.doublyRobust() * other.doublyRobust());
  }

  PolicyProducts plus(PolicyProducts other) {
    return new PolicyProducts(
        weights + other.weights,
        once + other.once,
        twice + other.twice,
        doublyRobust + other.doublyRobust);
  }
}
