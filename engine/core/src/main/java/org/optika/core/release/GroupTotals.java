package org.optika.core.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Exact statistics of groups, summed over persons. Sums are whole numbers, so that the order of
 * persons and of partial totals does not matter. Never leaves the house: noise comes first.
 */
public final class GroupTotals {
  private final List<Statistic> statistics;
  private final int cellsOfGroup;
  private final Map<Long, long[][]> groups = new HashMap<>();

  public GroupTotals(List<Statistic> statistics) {
    this.statistics = List.copyOf(statistics);
    cellsOfGroup = statistics.stream().mapToInt(Statistic::cells).sum();
  }

  /** Adds what a person contributes, bounded. */
  public void add(PersonContributions person) {
    for (int place = 0; place < person.groups(); place++) {
      long[][] totals = groups.computeIfAbsent(person.group(place), group -> nothing());
      for (int i = 0; i < totals.length; i++) {
        statistics.get(i).add(person, place, totals[i]);
      }
    }
  }

  private long[][] nothing() {
    return statistics.stream().map(statistic -> new long[statistic.cells()]).toArray(long[][]::new);
  }

  /** Number of cells held, a measure of memory. */
  public long cells() {
    return (long) groups.size() * cellsOfGroup;
  }

  /** For each group, ascending by its number, the cells of each statistic. */
  public SortedMap<Long, long[][]> groups() {
    return new TreeMap<>(groups);
  }
}
