package org.optika.core.privacy.suppression;

import java.util.List;
import java.util.Map;

/**
 * Why a withheld cell cannot be computed: two tables that both agree with every published number
 * and lie at least the threshold apart in this cell. In both, every margin is the sum of its cells
 * and every withheld cell has at least one person. A reader cannot tell which of them, or of those
 * between them, is the true one.
 *
 * @param higher the one table: counts of the cells in which it may differ from the true table
 * @param lower the other table, for the same cells
 */
public record Witness(Map<List<String>, Long> higher, Map<List<String>, Long> lower) {

  public Witness {
    if (!higher.keySet().equals(lower.keySet())) {
      throw new IllegalArgumentException("both tables must name the same cells");
    }
    higher = Map.copyOf(higher);
    lower = Map.copyOf(lower);
  }

  /** How far the two tables are apart in a cell, in persons; 0 for a cell that they do not name. */
  public long width(List<String> cell) {
    return Math.abs(higher.getOrDefault(cell, 0L) - lower.getOrDefault(cell, 0L));
  }
}
