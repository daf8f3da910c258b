package org.optika.core.scores.uplift;

import java.io.Serializable;

/**
 * Sums over logged decisions for one policy.
 *
 * @param weights sum of w
 * @param rewards sum of w r
 * @param doublyRobust sum of the doubly robust terms
 * @param squares products with itself
 * @param highestWeight 0 without decisions
 * @param cut decisions whose weight the cap cut
 */
record PolicySums(
    double weights,
    double rewards,
    double doublyRobust,
    PolicyProducts squares,
    double highestWeight,
    long cut)
    implements Serializable {
  static final PolicySums ZERO = new PolicySums(0, 0, 0, PolicyProducts.ZERO, 0, 0);

  static PolicySums of(PolicyTerm term) {
    return new PolicySums(
        term.weight(),
        term.weight() * term.reward(),
        term.doublyRobust(),
        PolicyProducts.of(term, term),
        term.weight(),
        term.cut());
  }

  PolicySums plus(PolicySums other) {
    return new PolicySums(
        weights + other.weights,
        rewards + other.rewards,
        doublyRobust + other.doublyRobust,
        squares.plus(other.squares),
        Math.max(highestWeight, other.highestWeight),
        Math.addExact(cut, other.cut));
  }

  /** (sum of w)² / sum of w²: so many equally weighted decisions tell as much; 0 for none. */
  double effectiveSampleSize() {
    return weights == 0 ? 0 : weights * weights / squares.weights();
  }
}
