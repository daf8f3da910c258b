package org.optika.evidence.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Least and largest value of numbers under equations and bounds. Every vertex on the way is a table
 * that agrees with all equations, so it also says how far apart other numbers can lie: most numbers
 * need no program of their own.
 */
final class LinearProgram {
  /** A solution is believed when it misses no equation by more. */
  private static final double ROUNDING = 1e-5;

  private final List<Integer> numbers;
  private final double[][] equations;

  /** Per equation the places of its coefficients that are not 0. */
  private final int[][] places;

  private final double[] least;
  private final double[] most;
  private final double[] lowest;
  private final double[] highest;
  private Simplex simplex;
  private int solved;

  /**
   * @param numbers their names, ascending
   * @param equations one coefficient a number, then the right side; they may depend on each other
   */
  LinearProgram(List<Integer> numbers, double[][] equations, double[] least, double[] most) {
    this.numbers = numbers;
    this.equations = equations;
    this.least = least;
    this.most = most;
    this.lowest = new double[least.length];
    this.highest = new double[least.length];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    this.places =
        Arrays.stream(equations)
            .map(
                equation ->
                    IntStream.range(0, least.length).filter(each -> equation[each] != 0).toArray())
            .toArray(int[][]::new);
  }

  int solved() {
    return solved;
  }

  /**
   * See {@link LinearSystem#bounds}.
   *
   * @throws LinearSystem.Contradiction where nothing satisfies the equations
   */
  CellBounds bounds(int number, double enough) throws LinearSystem.Contradiction {
    int place = numbers.indexOf(number);
    if (!isWide(place, enough) && !optimise(place, 1)) {
      highest[place] = Double.POSITIVE_INFINITY;
    }
    if (!isWide(place, enough)) {
      optimise(place, -1);
    }
    return new CellBounds(lowest[place], highest[place]);
  }

  private boolean isWide(int place, double enough) {
    return new CellBounds(lowest[place], highest[place]).inwards().width() >= enough;
  }

  private boolean optimise(int place, int direction) throws LinearSystem.Contradiction {
    solved++;
    if (simplex == null) {
      simplex = simplex();
    }
    try {
      return simplex.optimise(place, direction, this::remember);
    } catch (LostPrecision e) {
      simplex = simplex();
      return simplex.optimise(place, direction, this::remember);
    }
  }

  /** A vertex that misses an equation. */
  private static final class LostPrecision extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostPrecision(int numbers) {
      super("a linear program of %d numbers loses its precision".formatted(numbers));
    }
  }

  private void remember(double[] vertex) {
    for (int index = 0; index < least.length; index++) {
      vertex[index] += least[index];
    }
    if (!fits(vertex)) {
      throw new LostPrecision(least.length);
    }
    for (int index = 0; index < least.length; index++) {
      lowest[index] = Math.min(lowest[index], vertex[index]);
      highest[index] = Math.max(highest[index], vertex[index]);
    }
  }

  private boolean fits(double[] vertex) {
    for (int row = 0; row < equations.length; row++) {
      double sum = 0;
      for (int index : places[row]) {
        sum += equations[row][index] * vertex[index];
      }
      if (Math.abs(sum - equations[row][least.length]) > ROUNDING) {
        return false;
      }
    }
    for (int index = 0; index < least.length; index++) {
      if (vertex[index] < least[index] - ROUNDING || vertex[index] > most[index] + ROUNDING) {
        return false;
      }
    }
    return true;
  }

  /** Its variables start at 0: they are what is above the least value, and below the largest. */
  private Simplex simplex() throws LinearSystem.Contradiction {
    int[] bounded = bounded();
    int variables = least.length + bounded.length;
    List<double[]> rows = new ArrayList<>();
    for (double[] equation : equations) {
      double[] row = Arrays.copyOf(equation, variables + 1);
      row[least.length] = 0;
      row[variables] = equation[least.length];
      for (int index = 0; index < least.length; index++) {
        row[variables] -= equation[index] * least[index];
      }
      rows.add(row);
    }
    for (int index = 0; index < bounded.length; index++) {
      double[] row = new double[variables + 1];
      row[bounded[index]] = 1;
      row[least.length + index] = 1;
      row[variables] = most[bounded[index]] - least[bounded[index]];
      rows.add(row);
    }
    return new Simplex(rows.toArray(double[][]::new), variables);
  }

  private int[] bounded() {
    return IntStream.range(0, most.length)
        .filter(index -> most[index] < Double.POSITIVE_INFINITY)
        .toArray();
  }
}
