package org.optika.core.privacy.suppression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides tables that are published together. Dimensions of one name are one dimension, so tables
 * share the cells that restrict the same dimensions to the same values, and all share their total.
 * What one table withholds is withheld in every other one that has it, and these protect it anew,
 * until nothing changes. So each withheld cell has a proof in every table that it is in.
 *
 * <p>The proofs of two tables may move a shared margin in different ways, so what several tables
 * say together is for the attack test of the report to bound.
 */
public final class LinkedTables {

  private LinkedTables() {}

  /**
   * @param tables of the same persons
   * @return one decision a table, in their order
   */
  public static List<SuppressedTable> apply(
      SmallCellSuppression suppression, List<MarginTable> tables) {
    Set<Map<String, String>> withheld = new HashSet<>();
    while (true) {
      List<SuppressedTable> decided = new ArrayList<>();
      Set<Map<String, String>> found = new HashSet<>(withheld);
      for (MarginTable table : tables) {
        SuppressedTable suppressed = suppression.apply(table, cellsOf(table, found));
        suppressed.withheld().forEach(cell -> found.add(restrictions(table, cell)));
        decided.add(suppressed);
      }
      if (found.equals(withheld)) {
        return List.copyOf(decided);
      }
      withheld = found;
    }
  }

  private static Set<List<String>> cellsOf(MarginTable table, Set<Map<String, String>> withheld) {
    return withheld.stream()
        .filter(restrictions -> has(table, restrictions))
        .map(
            restrictions ->
                table.dimensions().stream()
                    .map(name -> restrictions.getOrDefault(name, MarginTable.ALL))
                    .toList())
        .collect(Collectors.toSet());
  }

  private static boolean has(MarginTable table, Map<String, String> restrictions) {
    return restrictions.entrySet().stream()
        .allMatch(
            part ->
                table.dimensions().contains(part.getKey())
                    && table.values(part.getKey()).contains(part.getValue()));
  }

  private static Map<String, String> restrictions(MarginTable table, List<String> cell) {
    Map<String, String> restrictions = new TreeMap<>();
    for (int dimension = 0; dimension < cell.size(); dimension++) {
      if (!cell.get(dimension).equals(MarginTable.ALL)) {
        restrictions.put(table.dimensions().get(dimension), cell.get(dimension));
      }
    }
    return restrictions;
  }
}
