package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * People of one arm as sums that add up: {@link #plus} is commutative, and associative up to the
 * rounding of outcomes that are no whole numbers; {@link #ZERO} is its identity.
 *
 * @param people at least 0
 * @param outcome sum of their outcomes; finite
 * @param squares sum of the squares of their outcomes; finite, at least 0
 */
public record ArmSums(long people, double outcome, double squares) implements Serializable {
  /** Nobody. */
  public static final ArmSums ZERO = new ArmSums(0, 0, 0);

  public ArmSums {
    require(people >= 0, "people must be >= 0, got %s", people);
    require(Double.isFinite(outcome), "outcome must be finite, got %s", outcome);
    require(
        Double.isFinite(squares) && squares >= 0,
        "squares must be finite and >= 0, got %s",
        squares);
    require(
        people > 0 || (outcome == 0 && squares == 0),
        "nobody has no outcome, got %s and squares %s",
        outcome,
        squares);
  }

  /** One person. */
  public static ArmSums of(double outcome) {
    return new ArmSums(1, outcome, outcome * outcome);
  }

  /** People with an outcome of 0 or 1, {@code ones} of them 1. */
  public static ArmSums ofBinary(long people, long ones) {
    require(ones >= 0 && ones <= people, "ones must be in [0, people = %s], got %s", people, ones);
    return new ArmSums(people, ones, ones);
  }

  public ArmSums plus(ArmSums other) {
    return new ArmSums(
        Math.addExact(people, other.people), outcome + other.outcome, squares + other.squares);
  }

  /** NaN for nobody. */
  public double mean() {
    return outcome / people;
  }

  /** Unbiased, at least 0; NaN for fewer than two people. */
  public double variance() {
    return people < 2
        ? Double.NaN
        : Math.max(0, squares - outcome * outcome / people) / (people - 1);
  }
}
