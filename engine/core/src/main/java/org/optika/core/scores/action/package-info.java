/**
 * Next best action: which of the catalogue's actions, if any, is worth its cost for a person,
 * within what the person permits, what the contact rules allow, and one budget over all people.
 *
 * <p>{@link org.optika.core.scores.action.Eligibility} says which rules refuse what, {@link
 * org.optika.core.scores.action.BudgetSearch} finds the price of money at which the budget is used
 * up, {@link org.optika.core.scores.action.NextBestAction} decides, and {@link
 * org.optika.core.scores.action.DecisionAudit} checks a decision on a way of its own. Amounts of
 * money are whole {@link org.optika.core.scores.action.Millionths} of one currency, so that sums
 * are exact and independent of any order.
 */
package org.optika.core.scores.action;
