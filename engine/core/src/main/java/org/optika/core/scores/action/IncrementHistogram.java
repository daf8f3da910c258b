package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * Mergeable state of one round of {@link BudgetSearch}: what the increments cost and bring in each
 * part of the order of increments that the round looks at. All sums are whole numbers, so neither
 * the order of people nor their partitions matter. Its size depends on neither: at most 65,536
 * parts, and those without increments take no room.
 */
public final class IncrementHistogram implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sums of one part, and the ranks it reaches from and to. */
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    long count;
    long cost;
    long net;
    long lowest = Long.MAX_VALUE;
    long highest;

    private void add(Part other) {
      count += other.count;
      cost = Math.addExact(cost, other.cost);
      net = Math.addExact(net, other.net);
      lowest = Math.min(lowest, other.lowest);
      highest = Math.max(highest, other.highest);
    }

    private void add(long rank, long addedCost, long addedNet) {
      count++;
      cost = Math.addExact(cost, addedCost);
      net = Math.addExact(net, addedNet);
      lowest = Math.min(lowest, rank);
      highest = Math.max(highest, rank);
    }
  }

  private final SearchWindow window;
  private final Part[] parts = new Part[SearchWindow.PARTS];

  IncrementHistogram(SearchWindow window) {
    this.window = window;
  }

  /**
   * Adds all increments of a person.
   *
   * @param subject >= 0; no two people have the same
   * @throws ArithmeticException when sums exceed 2^63 millionths
   */
  public void add(long subject, OptionHull hull) {
    for (int i = 0; i < hull.increments(); i++) {
      add(subject, hull.efficiency(i), hull.costMore(i), hull.netMore(i));
    }
  }

  /** Adds one increment of a person, as {@link OptionHull} has it. */
  public void add(long subject, double efficiency, long costMore, long netMore) {
    require(subject >= 0, "subject must be >= 0");
    long rank = window.rank(efficiency, subject);
    if (rank >= 0) {
      part(window.part(rank)).add(rank, costMore, netMore);
    }
  }

  /**
   * Adds other people.
   *
   * @param other of the same round
   * @return this
   */
  public IncrementHistogram plus(IncrementHistogram other) {
    require(window.equals(other.window), "histograms of different rounds do not add up");
    for (int i = 0; i < parts.length; i++) {
      if (other.parts[i] != null) {
        part(i).add(other.parts[i]);
      }
    }
    return this;
  }

  private Part part(int index) {
    if (parts[index] == null) {
      parts[index] = new Part();
    }
    return parts[index];
  }

  SearchWindow window() {
    return window;
  }

  /** Null where no increment is. */
  Part[] parts() {
    return parts;
  }
}
