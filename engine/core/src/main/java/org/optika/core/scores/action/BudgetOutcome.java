package org.optika.core.scores.action;

/**
 * What a budget was spent on; all but lambda in millionths.
 *
 * @param budget what could be spent
 * @param spent cost of the chosen actions; never above the budget
 * @param net their expected net gain
 * @param bound no choice within the budget has a higher expected net gain, see {@link BudgetSearch}
 * @param cut which increments are paid for; its lambda is the value of one more unit of money
 */
public record BudgetOutcome(long budget, long spent, long net, long bound, BudgetCut cut) {
  /** At most so much is lost against the best choice. */
  public long gap() {
    return bound - net;
  }
}
