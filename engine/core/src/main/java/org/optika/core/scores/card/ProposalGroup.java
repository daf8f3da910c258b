package org.optika.core.scores.card;

/**
 * People for whom the same is proposed.
 *
 * @param action id, or that of no action
 * @param cost of doing it for all of them, in the currency
 * @param netGain expected of all of them, in the currency
 * @param review people of whom a human has to decide
 */
public record ProposalGroup(String action, long people, double cost, double netGain, long review) {

  /** Both together, under the name of this one. */
  public ProposalGroup plus(ProposalGroup other) {
    return new ProposalGroup(
        action,
        people + other.people,
        cost + other.cost,
        netGain + other.netGain,
        review + other.review);
  }
}
