package org.optika.core.scores.action;

/**
 * What is proposed for one person, and why.
 *
 * @param action code, or {@link OptionHull#NO_ACTION}
 * @param cost in millionths; 0 for no action
 * @param net expected net gain in millionths: uplift x value - cost; 0 for no action, else &gt; 0
 * @param refusals by action, the set of the rules that refuse it, see {@link ActionRefusal}
 * @param priority of the person among those with an action, see {@link Prospect#priority}
 */
public record Decision(
    int action,
    long cost,
    long net,
    RunnerUp runnerUp,
    int[] refusals,
    HumanReview humanReview,
    double priority) {

  /**
   * What each unit of money more would bring if the runner-up was chosen; only where it is outside
   * the budget, and then it costs more.
   */
  public double runnerUpEfficiency() {
    return (double) (runnerUp.net() - net) / (runnerUp.cost() - cost);
  }
}
