package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Set;

/**
 * The best action for each person: eligible, of the highest expected net gain = uplift x value -
 * cost, and no action where none is above 0. Of equal net gains the cheaper wins, then the one that
 * stands first in the catalogue. A {@link BudgetCut} takes the place of the highest net gain by the
 * highest one that the budget pays for.
 *
 * <p>Used for one person after the other, on one thread; {@link #options} allocates nothing.
 */
public final class NextBestAction {
  private final List<Action> actions;
  private final Eligibility eligibility;
  private final OptionHull hull;
  private final boolean[] tried; // by action
  private final double[] fixedValue; // by action
  private final double[] customerShare; // by action
  private final long[] cost; // by action
  private final long[] net; // by action, of the person
  private final int[] refusals; // by action, of the person

  /** For actions all of which were tried. */
  public NextBestAction(Catalogue catalogue, long asOfMicros) {
    this(catalogue, Set.of(), asOfMicros);
  }

  /**
   * @param untried ids of actions that no experiment has tried; their uplift is 0
   */
  public NextBestAction(Catalogue catalogue, Set<String> untried, long asOfMicros) {
    actions = catalogue.actions();
    tried = new boolean[actions.size()];
    for (int action = 0; action < tried.length; action++) {
      tried[action] = !untried.contains(actions.get(action).id());
    }
    eligibility = new Eligibility(catalogue, asOfMicros);
    hull = new OptionHull(catalogue);
    fixedValue = actions.stream().mapToDouble(one -> one.value().fixed().doubleValue()).toArray();
    customerShare =
        actions.stream().mapToDouble(one -> one.value().customerShare().doubleValue()).toArray();
    cost = actions.stream().mapToLong(one -> Millionths.of(one.cost())).toArray();
    net = new long[cost.length];
    refusals = new int[cost.length];
  }

  /**
   * What a person adds to a round of {@link BudgetSearch}.
   *
   * @return the same object each time, until the next person
   */
  public OptionHull options(Person person, Prospect prospect) {
    require(
        prospect.uplift().length == cost.length,
        "expected the uplift of %s actions, got %s",
        cost.length,
        prospect.uplift().length);
    eligibility.refusals(person, refusals);
    for (int action = 0; action < cost.length; action++) {
      double value = fixedValue[action] + customerShare[action] * prospect.customerValue();
      net[action] = Millionths.expected(prospect.uplift()[action], value) - cost[action];
    }
    hull.of(refusals, net);
    return hull;
  }

  /**
   * @param cut outcome of {@link BudgetSearch} over all people, or {@link BudgetCut#UNLIMITED}
   */
  public Decision decide(Person person, Prospect prospect, BudgetCut cut) {
    int chosen = options(person, prospect).chosen(cut, person.subject());
    boolean acts = chosen != OptionHull.NO_ACTION;
    return new Decision(
        chosen,
        acts ? cost[chosen] : 0,
        acts ? net[chosen] : 0,
        runnerUp(chosen),
        refusals.clone(),
        acts ? HumanReview.of(actions.get(chosen).effect()) : HumanReview.NOT_NEEDED,
        prospect.priority());
  }

  private RunnerUp runnerUp(int chosen) {
    int next = OptionHull.NO_ACTION;
    long nextNet = chosen == OptionHull.NO_ACTION ? Long.MIN_VALUE : 0;
    long nextCost = 0;
    for (int action = 0; action < cost.length; action++) {
      boolean comesFirst =
          net[action] > nextNet || net[action] == nextNet && cost[action] < nextCost;
      if (action != chosen && comesFirst) {
        next = action;
        nextNet = net[action];
        nextCost = cost[action];
      }
    }
    return new RunnerUp(next, nextCost, nextNet, whyNot(chosen, next));
  }

  private WhyNot whyNot(int chosen, int next) {
    if (next == OptionHull.NO_ACTION) {
      return WhyNot.LOWER_GAIN;
    }
    if (!tried[next]) {
      return WhyNot.NOT_TRIED;
    }
    if (refusals[next] != 0) {
      return WhyNot.REFUSED;
    }
    long reached = chosen == OptionHull.NO_ACTION ? 0 : net[chosen];
    return net[next] > reached ? WhyNot.OUTSIDE_BUDGET : WhyNot.LOWER_GAIN;
  }
}
