package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * The largest weight that a decision may get; larger ones are cut to it, which makes estimates
 * steadier and biased.
 *
 * @param highest at least 1; infinite for no cap
 */
public record WeightCap(double highest) implements Serializable {
  public WeightCap {
    require(highest >= 1, "the highest weight must be >= 1, got %s", highest);
  }

  /** Weights as they are. */
  public static WeightCap none() {
    return new WeightCap(Double.POSITIVE_INFINITY);
  }
}
