package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.util.Optional;
import org.optika.core.scores.action.IncrementHistogram.Part;

/**
 * Spends a budget over all people: at most one action each, the highest total of expected net gains
 * whose total cost is at most the budget B (a multiple-choice knapsack).
 *
 * <p><b>Choice.</b> The increments of all people's {@link OptionHull} are put in order: the more
 * efficient first, of equal ones that of the lower subject. They are taken in this order up to, and
 * not including, the first that would exceed B, the critical one. A person's own increments come in
 * the order of the hull, so what is taken of a person is an action. Lambda is the efficiency of the
 * critical increment; when there is none, everyone has the best action and lambda is 0.
 *
 * <p><b>Bound.</b> For any lambda >= 0 and any choice within B: sum of net gains &lt;= lambda B +
 * sum over people of max over options of (net gain - lambda cost), because the cost is at most B
 * and every person's term at most the maximum (weak duality). At the lambda above, a maximum is
 * reached after the increments of a person above lambda, and those at lambda change nothing; so the
 * right side is the net gain of the taken increments + lambda (B - their cost) =: bound. It equals
 * the optimum when parts of an action could be taken (the LP), for the taken increments and a part
 * of the critical one reach it.
 *
 * <p><b>Gap.</b> bound - net gain = lambda (B - cost) &lt; lambda x cost of the critical increment
 * = its net gain, for it would have exceeded B. So the choice is behind the best one by less than
 * the net gain of one increment of one person. The bound is rounded up to a millionth; it is exact
 * but for the rounding of lambda to a double (2^-53, relative).
 *
 * <p><b>Search.</b> A round is one pass over all people into an {@link IncrementHistogram}; it cuts
 * the range of possible efficiencies by 2^16, so that after at most four rounds lambda is known to
 * the last bit, mostly after two. Where several increments have that efficiency, at most four more
 * rounds find the first subject that gets none. The result depends neither on the order of people
 * nor on how they were split.
 */
public final class BudgetSearch {
  private final long budget;
  private final SearchWindow window;
  private final long spent; // by the increments before the window
  private final long net; // of the increments before the window
  private final BudgetOutcome outcome; // null while searching

  private BudgetSearch(
      long budget, SearchWindow window, long spent, long net, BudgetOutcome outcome) {
    this.budget = budget;
    this.window = window;
    this.spent = spent;
    this.net = net;
    this.outcome = outcome;
  }

  /**
   * @param budget in millionths, >= 0
   */
  public static BudgetSearch of(long budget) {
    require(budget >= 0, "budget must be >= 0, got %s", budget);
    return new BudgetSearch(budget, SearchWindow.ALL, 0, 0, null);
  }

  /** The empty state of the next round. */
  public IncrementHistogram histogram() {
    return new IncrementHistogram(window);
  }

  /** Empty while another round is needed. */
  public Optional<BudgetOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /**
   * Goes on with what a round has seen.
   *
   * @param all the increments of all people in a {@link #histogram} of this search
   * @throws IllegalArgumentException when it is that of another round, or of other people than the
   *     rounds before
   */
  public BudgetSearch after(IncrementHistogram all) {
    require(window.equals(all.window()), "not the histogram of this round");
    long before = spent;
    long netBefore = net;
    for (Part part : all.parts()) {
      if (part == null) {
        continue;
      }
      if (part.cost > budget - before) {
        return within(part, before, netBefore);
      }
      before += part.cost;
      netBefore = Math.addExact(netBefore, part.net);
    }
    require(
        window.equals(SearchWindow.ALL),
        "the people of this round are not those of the rounds before");
    return ended(BudgetCut.UNLIMITED, before, netBefore);
  }

  /** The critical increment lies in this part. */
  private BudgetSearch within(Part part, long before, long netBefore) {
    if (part.lowest < part.highest) {
      SearchWindow narrower = window.narrowed(part.lowest, part.highest);
      return new BudgetSearch(budget, narrower, before, netBefore, null);
    }
    return switch (window.phase()) {
      case SUBJECT -> ended(new BudgetCut(window.lambda(), part.lowest), before, netBefore);
      case EFFICIENCY -> {
        double lambda = SearchWindow.efficiency(part.lowest);
        yield part.count == 1
            ? ended(new BudgetCut(lambda, 0), before, netBefore)
            : new BudgetSearch(budget, SearchWindow.ofSubjects(lambda), before, netBefore, null);
      }
    };
  }

  private BudgetSearch ended(BudgetCut cut, long allSpent, long allNet) {
    long bound = Math.addExact(allNet, (long) Math.ceil(cut.lambda() * (budget - allSpent)));
    BudgetOutcome found = new BudgetOutcome(budget, allSpent, allNet, bound, cut);
    return new BudgetSearch(budget, window, allSpent, allNet, found);
  }
}
