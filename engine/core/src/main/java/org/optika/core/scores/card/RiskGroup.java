package org.optika.core.scores.card;

/**
 * People of one band of risk.
 *
 * @param name of the band, see {@link org.optika.core.scores.RiskBand}
 * @param churners sum of the probabilities of churn: how many are expected to churn
 * @param atStake sum of probability x customer value, in the currency
 */
public record RiskGroup(String name, long people, double churners, double atStake) {

  /** Both together, under the name of this one. */
  public RiskGroup plus(RiskGroup other) {
    return new RiskGroup(
        name, people + other.people, churners + other.churners, atStake + other.atStake);
  }
}
