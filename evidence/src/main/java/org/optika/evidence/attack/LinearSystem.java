package org.optika.evidence.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of which some sums are known. Presolved exactly: what a line with one unknown gives is
 * put in everywhere, and what is left falls apart into systems that share no unknown; each of these
 * goes to {@link LinearProgram}.
 */
final class LinearSystem {
  /** What doubles may lose in sums of published figures. */
  private static final double ROUNDING = 1e-6;

  /** Published figures that no table can have. */
  static final class Contradiction extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private record Equation(Map<Integer, Double> terms, double right) {}

  private final List<Double> least = new ArrayList<>();
  private final List<Double> most = new ArrayList<>();
  private final List<Equation> equations = new ArrayList<>();
  private Double[] value;

  /** By number, the name of the system that it is in. */
  private Map<Integer, Integer> systemOf;

  private Map<Integer, List<Equation>> systems;
  private final Map<Integer, LinearProgram> programs = new HashMap<>();

  /**
   * A number in {@code [least, most]}.
   *
   * @param most may be infinite
   * @return its place, from 0
   */
  int add(double least, double most) {
    this.least.add(least);
    this.most.add(most);
    return this.least.size() - 1;
  }

  /** The sum of coefficient x number is {@code right}. */
  void require(Map<Integer, Double> terms, double right) {
    Map<Integer, Double> kept = new TreeMap<>(terms);
    kept.values().removeIf(coefficient -> coefficient == 0);
    equations.add(new Equation(kept, right));
  }

  /** One number is not above another one. */
  void requireOrder(int lower, int higher) {
    int slack = add(0, Double.POSITIVE_INFINITY);
    require(Map.of(lower, 1.0, slack, 1.0, higher, -1.0), 0);
  }

  /** To be called once, after all numbers and sums are known. */
  void presolve() throws Contradiction {
    value = new Double[least.size()];
    for (int number = 0; number < value.length; number++) {
      if (least.get(number).equals(most.get(number))) {
        value[number] = least.get(number);
      }
    }
    List<Equation> open = equations;
    for (int before = -1; before != open.size(); ) {
      before = open.size();
      List<Equation> left = new ArrayList<>();
      for (Equation equation : open) {
        Equation reduced = reduced(equation);
        if (reduced.terms().size() > 1) {
          left.add(reduced);
        } else {
          settle(reduced);
        }
      }
      open = left;
    }
    fallApart(open);
  }

  private Equation reduced(Equation equation) {
    Map<Integer, Double> terms = new TreeMap<>();
    double right = equation.right();
    for (Map.Entry<Integer, Double> term : equation.terms().entrySet()) {
      Double known = value[term.getKey()];
      if (known == null) {
        terms.put(term.getKey(), term.getValue());
      } else {
        right -= term.getValue() * known;
      }
    }
    return new Equation(terms, right);
  }

  private void settle(Equation equation) throws Contradiction {
    double slack = ROUNDING * (1 + Math.abs(equation.right()));
    if (equation.terms().isEmpty()) {
      if (Math.abs(equation.right()) > ROUNDING) {
        throw new Contradiction();
      }
      return;
    }
    Map.Entry<Integer, Double> only = equation.terms().entrySet().iterator().next();
    int number = only.getKey();
    double found = equation.right() / only.getValue();
    if (found < least.get(number) - slack || found > most.get(number) + slack) {
      throw new Contradiction();
    }
    value[number] = Math.min(most.get(number), Math.max(least.get(number), found));
  }

  private void fallApart(List<Equation> open) {
    int[] parent = new int[value.length];
    for (int number = 0; number < parent.length; number++) {
      parent[number] = number;
    }
    for (Equation equation : open) {
      int first = equation.terms().keySet().iterator().next();
      for (int other : equation.terms().keySet()) {
        parent[root(parent, other)] = root(parent, first);
      }
    }
    systemOf = new HashMap<>();
    systems = new TreeMap<>();
    for (Equation equation : open) {
      for (int number : equation.terms().keySet()) {
        systemOf.put(number, root(parent, number));
      }
      int first = equation.terms().keySet().iterator().next();
      systems.computeIfAbsent(root(parent, first), key -> new ArrayList<>()).add(equation);
    }
  }

  private LinearProgram program(List<Equation> together) {
    Map<Integer, Integer> place = new TreeMap<>();
    together.forEach(equation -> equation.terms().keySet().forEach(each -> place.put(each, 0)));
    List<Integer> numbers = List.copyOf(place.keySet());
    for (int index = 0; index < numbers.size(); index++) {
      place.put(numbers.get(index), index);
    }
    double[][] rows = new double[together.size()][numbers.size() + 1];
    for (int row = 0; row < rows.length; row++) {
      for (Map.Entry<Integer, Double> term : together.get(row).terms().entrySet()) {
        rows[row][place.get(term.getKey())] = term.getValue();
      }
      rows[row][numbers.size()] = together.get(row).right();
    }
    return new LinearProgram(
        numbers,
        rows,
        numbers.stream().mapToDouble(least::get).toArray(),
        numbers.stream().mapToDouble(most::get).toArray());
  }

  private static int root(int[] parent, int number) {
    int root = number;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /**
   * The interval of a number. Exact unless it is at least {@code enough} wide: then the interval
   * that is returned may be a part of the true one, and is at least so wide itself.
   */
  CellBounds bounds(int number, double enough) throws Contradiction {
    if (value[number] != null) {
      return new CellBounds(value[number], value[number]);
    }
    Integer system = systemOf.get(number);
    return system == null
        ? new CellBounds(least.get(number), most.get(number))
        : programs
            .computeIfAbsent(system, first -> program(systems.get(first)))
            .bounds(number, enough);
  }

  /** Unknowns of the largest system that does not fall apart. */
  int largest() {
    Map<Integer, Integer> sizes = new HashMap<>();
    systemOf.values().forEach(system -> sizes.merge(system, 1, Integer::sum));
    return sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Linear programs solved so far. */
  int solved() {
    return programs.values().stream().mapToInt(LinearProgram::solved).sum();
  }
}
