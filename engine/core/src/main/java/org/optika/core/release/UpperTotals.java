package org.optika.core.release;

import java.util.HashMap;
import java.util.Map;

/** Exact totals of coarser groups: sums of those of their groups. Never leave the house. */
final class UpperTotals {
  private UpperTotals() {}

  /**
   * @param level whose totals are made; from 1 on
   * @param below cells of each statistic by the number of the group, at the level below; groups of
   *     nobody may be missing
   * @return likewise, at the level
   */
  static Map<Integer, long[][]> of(ReleasePlan plan, int level, Map<Integer, long[][]> below) {
    Map<Integer, long[][]> sums = new HashMap<>();
    Forest forest = plan.tree().forest();
    below.forEach(
        (group, cells) ->
            add(
                sums.computeIfAbsent(forest.parent(level - 1, group), first -> plan.nothing()),
                cells));
    return sums;
  }

  private static void add(long[][] sum, long[][] cells) {
    for (int i = 0; i < cells.length; i++) {
      for (int cell = 0; cell < cells[i].length; cell++) {
        sum[i][cell] += cells[i][cell];
      }
    }
  }
}
