package org.optika.core.scores.action;

import java.io.Serializable;

/**
 * What the models expect of one person.
 *
 * @param uplift of each action in the order of the catalogue: probability of the wanted outcome
 *     with the action minus that without; each in [-1, 1]; not copied
 * @param customerValue in the currency, in [0, 10^9]
 * @param churnProbability in [0, 1]
 */
public record Prospect(double[] uplift, double customerValue, double churnProbability)
    implements Serializable {
  /**
   * @throws IllegalArgumentException when a number is out of its range, or is no number
   */
  public Prospect {
    for (double one : uplift) {
      if (!(one >= -1 && one <= 1)) {
        throw new IllegalArgumentException("uplift must be in [-1, 1]");
      }
    }
    if (!(customerValue >= 0 && customerValue <= Millionths.LARGEST)) {
      throw new IllegalArgumentException(
          "customer value must be in [0, %s]".formatted(Millionths.LARGEST));
    }
    if (!(churnProbability >= 0 && churnProbability <= 1)) {
      throw new IllegalArgumentException("churn probability must be in [0, 1]");
    }
  }

  /** What is at stake: churn probability x customer value, in the currency. */
  public double priority() {
    return churnProbability * customerValue;
  }
}
