package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.optika.core.scores.action.Violation.Kind;

/**
 * Checks decisions against the text of the rules, one by one, on a way of its own: nothing of it is
 * shared with {@link Eligibility}, {@link OptionHull} or {@link NextBestAction}, and every rule is
 * a plain loop. That a choice is optimal is checked by the condition of the price of money: no
 * option that is not refused has a higher net gain - lambda x cost, see {@link BudgetSearch}. That
 * all costs stay within the budget is a sum over people, which the caller makes.
 */
public final class DecisionAudit {
  private static final double RELATIVE_TOLERANCE = 1e-9;
  private static final double TOLERANCE_MILLIONTHS = 2;

  private final Catalogue catalogue;
  private final RefusalAudit refusals;
  private final long[] cost; // by action
  private final double lambda;

  /**
   * @param lambda price of money of the run, see {@link BudgetCut}; 0 without a budget
   */
  public DecisionAudit(Catalogue catalogue, long asOfMicros, double lambda) {
    this.catalogue = catalogue;
    refusals = new RefusalAudit(catalogue, asOfMicros);
    cost =
        catalogue.actions().stream()
            .mapToLong(action -> action.cost().movePointRight(6).longValueExact())
            .toArray();
    this.lambda = lambda;
  }

  /** All that is wrong with a decision; empty when it is as the rules want it. */
  public List<Violation> violations(Person person, Prospect prospect, Decision decision) {
    List<Action> actions = catalogue.actions();
    require(
        decision.refusals().length == actions.size() && decision.action() < actions.size(),
        "the decision is about another catalogue");
    List<Violation> found = new ArrayList<>();
    double best = 0; // no action
    String bestId = "";
    for (int code = 0; code < actions.size(); code++) {
      Action action = actions.get(code);
      Set<String> refusing = refusals.refusing(action, person);
      compareRefusals(action, refusing, decision.refusals()[code], found);
      if (code == decision.action()) {
        refusing.forEach(
            rule -> found.add(new Violation(Kind.CHOSEN_BUT_REFUSED, action.id(), rule)));
      }
      double worth = net(code, prospect) - lambda * cost[code];
      if (refusing.isEmpty() && worth > best) {
        best = worth;
        bestId = action.id();
      }
    }
    checkChosen(prospect, decision, found);
    double chosen = decision.net() - lambda * decision.cost();
    boolean isNothing = decision.action() >= 0 && decision.net() <= 0;
    if (isNothing || !isClose(Math.max(chosen, best), chosen)) {
      found.add(new Violation(Kind.BETTER_OPTION, bestId, ""));
    }
    return List.copyOf(found);
  }

  private static void compareRefusals(
      Action action, Set<String> refusing, int told, List<Violation> found) {
    Set<String> toldIds = new TreeSet<>();
    ActionRefusal.of(told).forEach(refusal -> toldIds.add(refusal.id()));
    for (String rule : refusing) {
      if (!toldIds.contains(rule)) {
        found.add(new Violation(Kind.REFUSAL_NOT_TOLD, action.id(), rule));
      }
    }
    for (String rule : toldIds) {
      if (!refusing.contains(rule)) {
        found.add(new Violation(Kind.REFUSAL_WITHOUT_GROUND, action.id(), rule));
      }
    }
  }

  private void checkChosen(Prospect prospect, Decision decision, List<Violation> found) {
    int chosen = decision.action();
    boolean acts = chosen >= 0;
    String id = acts ? catalogue.actions().get(chosen).id() : "";
    if (decision.cost() != (acts ? cost[chosen] : 0)) {
      found.add(new Violation(Kind.WRONG_COST, id, ""));
    }
    if (!isClose(acts ? net(chosen, prospect) : 0, decision.net())) {
      found.add(new Violation(Kind.WRONG_NET_GAIN, id, ""));
    }
    boolean isSignificant = acts && catalogue.actions().get(chosen).effect() == Effect.SIGNIFICANT;
    if (isSignificant != (decision.humanReview() == HumanReview.REQUIRED)) {
      found.add(new Violation(Kind.WRONG_REVIEW, id, ""));
    }
    if (decision.priority() != prospect.churnProbability() * prospect.customerValue()) {
      found.add(new Violation(Kind.WRONG_PRIORITY, id, ""));
    }
  }

  private double net(int code, Prospect prospect) {
    ActionValue value = catalogue.actions().get(code).value();
    double gross =
        prospect.uplift()[code] * value.fixed().doubleValue()
            + prospect.uplift()[code]
                * value.customerShare().doubleValue()
                * prospect.customerValue();
    return gross * 1e6 - cost[code];
  }

  private static boolean isClose(double one, double other) {
    return Math.abs(one - other)
        <= TOLERANCE_MILLIONTHS + RELATIVE_TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
  }
}
