package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * The people with one score, or within one bin of scores.
 *
 * @param score finite; stands for the whole bin, and only its order among the bins matters
 */
public record UpliftBin(double score, ArmSums treated, ArmSums control) implements Serializable {
  public UpliftBin {
    require(Double.isFinite(score), "score must be finite, got %s", score);
    score += 0.0; // -0.0 and 0.0 are one score
  }

  /** Both arms together. */
  public long people() {
    return Math.addExact(treated.people(), control.people());
  }

  /**
   * @param other of the same score
   */
  public UpliftBin plus(UpliftBin other) {
    require(score == other.score, "bins of scores %s and %s do not add", score, other.score);
    return new UpliftBin(score, treated.plus(other.treated), control.plus(other.control));
  }
}
