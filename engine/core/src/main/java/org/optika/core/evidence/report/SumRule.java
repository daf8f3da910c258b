package org.optika.core.evidence.report;

import java.util.List;

/**
 * A sum that has to hold in a table: among rows that agree in all {@code same} columns, the value
 * of {@code column} where {@code dimension} is {@value #ALL} is the sum of those where it is not.
 * Checked where none of these rows is withheld.
 *
 * @param tolerance largest difference that rounding can make; 0 for counts
 */
public record SumRule(String column, String dimension, List<String> same, double tolerance) {

  /** Value of a dimension that stands for all its values. */
  public static final String ALL = "all";

  public SumRule {
    same = List.copyOf(same);
    if (same.contains(dimension)) {
      throw new IllegalArgumentException("a sum over %s cannot hold it fixed".formatted(dimension));
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance must be >= 0, got " + tolerance);
    }
  }
}
