package org.optika.evidence.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.optika.core.privacy.suppression.MarginTable;

/** Tries all tables of whole numbers that agree with what is published. Knows no algebra. */
final class BruteForce {
  private final MarginTable table;
  private final Set<List<String>> withheld;
  private final List<List<String>> inner;
  private final Map<List<String>, Long> filled = new HashMap<>();
  private final Map<List<String>, long[]> found = new HashMap<>();
  private final long most;

  private BruteForce(MarginTable table, Set<List<String>> withheld, long most) {
    this.table = table;
    this.withheld = withheld;
    this.most = most;
    this.inner =
        Tables.cells(table).stream()
            .filter(cell -> !cell.contains(MarginTable.ALL) && table.count(cell) > 0)
            .toList();
  }

  /**
   * Least and largest count of each withheld cell.
   *
   * @param most no cell is tried with more
   */
  static Map<List<String>, long[]> bounds(
      MarginTable table, Set<List<String>> withheld, long most) {
    BruteForce search = new BruteForce(table, withheld, most);
    search.fill(0);
    return search.found;
  }

  private void fill(int index) {
    if (index == inner.size()) {
      check();
      return;
    }
    List<String> cell = inner.get(index);
    boolean open = withheld.contains(cell);
    for (long count = open ? 1 : table.count(cell);
        count <= (open ? most : table.count(cell));
        count++) {
      filled.put(cell, count);
      fill(index + 1);
    }
  }

  private void check() {
    Map<List<String>, Long> whole = new HashMap<>();
    for (Map.Entry<List<String>, Long> cell : filled.entrySet()) {
      for (List<String> margin : covering(cell.getKey())) {
        whole.merge(margin, cell.getValue(), Long::sum);
      }
    }
    boolean agrees =
        whole.entrySet().stream()
            .allMatch(
                cell ->
                    withheld.contains(cell.getKey())
                        || table.count(cell.getKey()) == cell.getValue());
    if (agrees) {
      withheld.forEach(
          cell -> {
            long[] range = found.computeIfAbsent(cell, first -> new long[] {Long.MAX_VALUE, 0});
            range[0] = Math.min(range[0], whole.get(cell));
            range[1] = Math.max(range[1], whole.get(cell));
          });
    }
  }

  /** The cell and all margins that it is part of. */
  private static List<List<String>> covering(List<String> cell) {
    List<List<String>> all = new ArrayList<>();
    for (int mask = 0; mask < 1 << cell.size(); mask++) {
      List<String> margin = new ArrayList<>(cell);
      for (int place = 0; place < cell.size(); place++) {
        if ((mask >> place & 1) == 1) {
          margin.set(place, MarginTable.ALL);
        }
      }
      all.add(margin);
    }
    return all;
  }
}
