package org.optika.evidence.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts that add up to a whole.
 *
 * @param terms what is multiplied with each cell; the sum is 0
 * @param tolerance what rounding of published figures can make of that 0
 */
record Line(Map<Cell, Double> terms, double tolerance) {

  static Line of(Cell whole, List<Cell> parts, double tolerance) {
    Map<Cell, Double> terms = new LinkedHashMap<>();
    parts.forEach(part -> terms.merge(part, 1.0, Double::sum));
    terms.merge(whole, -1.0, Double::sum);
    terms.values().removeIf(factor -> factor == 0);
    return new Line(terms, tolerance);
  }
}
