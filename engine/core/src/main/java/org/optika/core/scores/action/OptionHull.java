package org.optika.core.scores.action;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is worth thinking of for one person: of the points (cost, net gain) of no action, which is
 * (0, 0), and of the eligible actions, the upper concave hull as far as it rises. From one vertex
 * to the next lead <b>increments</b> of decreasing <b>efficiency</b> = net gain more / cost more,
 * in (0, infinity]; it is infinite where more gain costs nothing more. An action below the hull is
 * optimal at no price of money (LP-dominated: Sinha, Zoltners 1979, "The multiple-choice knapsack
 * problem", Operations Research 27(3), proposition 2).
 *
 * <p>Of equal net gains the lower cost wins, then the lower code. Efficiencies are quotients of
 * whole numbers below 2^53, rounded once; they strictly decrease after rounding as well.
 *
 * <p>One hull is used for one person after the other, on one thread; nothing is allocated for a
 * person.
 */
public final class OptionHull {
  /** The choice to do nothing. */
  public static final int NO_ACTION = -1;

  private final int[] byCost; // actions, cheapest first
  private final long[] costOf;
  private final int[] action;
  private final long[] cost; // at the vertex
  private final long[] net; // at the vertex
  private final double[] efficiency; // of the increment that leads to the vertex
  private int size;

  public OptionHull(Catalogue catalogue) {
    List<Action> actions = catalogue.actions();
    costOf = actions.stream().mapToLong(one -> Millionths.of(one.cost())).toArray();
    byCost =
        IntStream.range(0, costOf.length)
            .boxed()
            .sorted(Comparator.comparingLong(one -> costOf[one]))
            .mapToInt(Integer::intValue)
            .toArray();
    action = new int[costOf.length];
    cost = new long[costOf.length];
    net = new long[costOf.length];
    efficiency = new double[costOf.length];
  }

  /**
   * Takes the next person.
   *
   * @param refusals by action; 0: eligible
   * @param nets by action, expected gain - cost in millionths; within +-2^53
   */
  public void of(int[] refusals, long[] nets) {
    size = 0;
    for (int candidate : byCost) {
      long reached = size == 0 ? 0 : net[size - 1];
      if (refusals[candidate] == 0 && nets[candidate] > reached) {
        append(candidate, nets[candidate]);
      }
    }
  }

  private void append(int candidate, long candidateNet) {
    double slope = slopeTo(candidate, candidateNet);
    while (size > 0 && slope >= efficiency[size - 1]) {
      size--;
      slope = slopeTo(candidate, candidateNet);
    }
    action[size] = candidate;
    cost[size] = costOf[candidate];
    net[size] = candidateNet;
    efficiency[size] = slope;
    size++;
  }

  private double slopeTo(int candidate, long candidateNet) {
    long fromCost = size == 0 ? 0 : cost[size - 1];
    long fromNet = size == 0 ? 0 : net[size - 1];
    return (double) (candidateNet - fromNet) / (costOf[candidate] - fromCost);
  }

  /** Number of increments; 0: no action is best at any price of money. */
  public int increments() {
    return size;
  }

  /** The action after the increment. */
  public int action(int increment) {
    return action[increment];
  }

  /** Of the increment, as above. */
  public double efficiency(int increment) {
    return efficiency[increment];
  }

  /** What the increment costs more, in millionths; >= 0. */
  public long costMore(int increment) {
    return increment == 0 ? cost[0] : cost[increment] - cost[increment - 1];
  }

  /** What the increment brings more, in millionths; > 0. */
  public long netMore(int increment) {
    return increment == 0 ? net[0] : net[increment] - net[increment - 1];
  }

  /** The best action within the budget that the cut stands for, or {@link #NO_ACTION}. */
  public int chosen(BudgetCut cut, long subject) {
    int taken = 0;
    while (taken < size && cut.takes(efficiency[taken], subject)) {
      taken++;
    }
    return taken == 0 ? NO_ACTION : action[taken - 1];
  }
}
