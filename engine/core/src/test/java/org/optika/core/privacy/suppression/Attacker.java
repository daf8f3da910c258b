package org.optika.core.privacy.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A reader who solves for what is withheld: knows all published cells and margins, that every line
 * adds up to its margin, and that each withheld cell is at least 1. Uses nothing but the table and
 * the set of withheld cells.
 */
final class Attacker {

  private Attacker() {}

  /** The withheld cells that can be narrowed to an interval with max - min below the threshold. */
  static List<List<String>> recover(MarginTable table, Set<List<String>> withheld, int threshold) {
    List<List<String>> unknowns = withheld.stream().sorted(Attacker::byName).toList();
    if (unknowns.isEmpty()) {
      return List.of();
    }
    Map<List<String>, Integer> variable = new HashMap<>();
    unknowns.forEach(cell -> variable.put(cell, variable.size()));
    List<long[]> equations = new ArrayList<>();
    List<Long> rightSides = new ArrayList<>();
    for (List<String> margin : allCells(table)) {
      for (int dimension = 0; dimension < margin.size(); dimension++) {
        if (margin.get(dimension).equals(MarginTable.ALL)) {
          addLine(table, margin, dimension, variable, equations, rightSides);
        }
      }
    }
    ExactSimplex program =
        new ExactSimplex(
            equations.toArray(long[][]::new),
            rightSides.stream().mapToLong(Long::longValue).toArray(),
            unknowns.size());
    return unknowns.stream()
        .filter(cell -> isNarrow(program, variable.get(cell), threshold))
        .toList();
  }

  private static boolean isNarrow(ExactSimplex program, int variable, int threshold) {
    ExactSimplex.Fraction least = program.least(variable);
    return program
        .largest(variable)
        .map(
            largest ->
                largest.numerator() * least.denominator()
                        - least.numerator() * largest.denominator()
                    < threshold * largest.denominator() * least.denominator())
        .orElse(false);
  }

  /** sum of the cells of a line - its margin = 0, with published cells moved to the right side. */
  private static void addLine(
      MarginTable table,
      List<String> margin,
      int dimension,
      Map<List<String>, Integer> variable,
      List<long[]> equations,
      List<Long> rightSides) {
    long[] equation = new long[variable.size()];
    long rightSide = 0;
    List<String> line = new ArrayList<>(table.values(table.dimensions().get(dimension)));
    line.add(MarginTable.ALL);
    for (String value : line) {
      List<String> cell = new ArrayList<>(margin);
      cell.set(dimension, value);
      int sign = value.equals(MarginTable.ALL) ? -1 : 1;
      Integer column = variable.get(cell);
      if (column == null) {
        rightSide -= sign * table.count(cell);
      } else {
        equation[column] = sign;
        rightSide -= sign; // the variable is the count above 1
      }
    }
    if (Arrays.stream(equation).anyMatch(entry -> entry != 0)) {
      equations.add(equation);
      rightSides.add(rightSide);
    }
  }

  static List<List<String>> allCells(MarginTable table) {
    List<List<String>> cells = List.of(List.of());
    for (String dimension : table.dimensions()) {
      List<String> line = new ArrayList<>(table.values(dimension));
      line.add(MarginTable.ALL);
      List<List<String>> longer = new ArrayList<>();
      for (List<String> cell : cells) {
        for (String value : line) {
          List<String> extended = new ArrayList<>(cell);
          extended.add(value);
          longer.add(extended);
        }
      }
      cells = longer;
    }
    return cells;
  }

  private static int byName(List<String> one, List<String> other) {
    return one.toString().compareTo(other.toString());
  }
}
