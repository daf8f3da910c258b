package org.optika.core.scores.action;

/**
 * What {@link DecisionAudit} has found wrong with a decision.
 *
 * @param action id; empty: no action
 * @param rule id of the {@link ActionRefusal} concerned; empty where it is about none
 */
public record Violation(Kind kind, String action, String rule) {
  /** What is wrong. */
  public enum Kind {
    /** The chosen action is refused by a rule. */
    CHOSEN_BUT_REFUSED,
    /** A rule refuses the action, and the decision does not say so. */
    REFUSAL_NOT_TOLD,
    /** The decision tells a refusal that no rule gives a ground for. */
    REFUSAL_WITHOUT_GROUND,
    /** Cost is not that of the chosen action. */
    WRONG_COST,
    /** Expected net gain is not uplift x value - cost of the chosen action. */
    WRONG_NET_GAIN,
    /** At the price of money of the run, the option named is better than the chosen one. */
    BETTER_OPTION,
    /** A human has to decide, and the decision does not say so, or the other way round. */
    WRONG_REVIEW,
    /** Priority is not churn probability x customer value. */
    WRONG_PRIORITY
  }
}
