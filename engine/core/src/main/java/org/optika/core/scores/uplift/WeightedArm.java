package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * People of one arm, each weighted with w = 1 / the probability of getting into it, as sums that
 * add up. {@link #mean} is the self-normalised inverse-propensity estimate of the mean outcome if
 * all got this arm (J. Hájek 1971); its standard error is that of a ratio.
 *
 * @param weights sum of w
 * @param outcome sum of w y
 * @param squaredWeights sum of w²
 * @param squaredOutcome sum of w² y
 * @param squares sum of w² y²
 */
public record WeightedArm(
    long people,
    double weights,
    double outcome,
    double squaredWeights,
    double squaredOutcome,
    double squares)
    implements Serializable {
  /** Nobody. */
  public static final WeightedArm ZERO = new WeightedArm(0, 0, 0, 0, 0, 0);

  /**
   * One person.
   *
   * @param propensity the probability of the arm that this person got, in (0, 1)
   */
  public static WeightedArm of(double outcome, double propensity) {
    require(propensity > 0 && propensity < 1, "a propensity must be in (0, 1), got %s", propensity);
    double weight = 1 / propensity;
    double square = weight * weight;
    return new WeightedArm(
        1, weight, weight * outcome, square, square * outcome, square * outcome * outcome);
  }

  public WeightedArm plus(WeightedArm other) {
    return new WeightedArm(
        Math.addExact(people, other.people),
        weights + other.weights,
        outcome + other.outcome,
        squaredWeights + other.squaredWeights,
        squaredOutcome + other.squaredOutcome,
        squares + other.squares);
  }

  /**
   * @throws IllegalArgumentException for nobody
   */
  public double mean() {
    require(people > 0, "an arm without people has no mean outcome");
    return outcome / weights;
  }

  /** Standard error of {@link #mean}; NaN for fewer than two people. */
  public double standardError() {
    if (people < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double spread = squares - 2 * mean * squaredOutcome + mean * mean * squaredWeights;
    return Math.sqrt(Math.max(0, spread) * people / (people - 1)) / weights;
  }
}
