package org.optika.core.privacy.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Linear programs {@code A y = b, y >= 0} in exact arithmetic: a two-phase simplex with Bland's
 * rule on an integer tableau (all entries over one common denominator, after Edmonds). An entry
 * that leaves the range of {@code long} stops it with an {@link ArithmeticException}.
 */
final class ExactSimplex {

  /** A reduced or unreduced fraction; the denominator is positive. */
  record Fraction(long numerator, long denominator) {}

  private static final int ARTIFICIAL = -1;

  private final int variables;
  private long[][] tableau;
  private int[] basis;
  private long denominator;

  /**
   * @throws IllegalArgumentException if nothing satisfies the equations
   */
  ExactSimplex(long[][] equations, long[] rightSides, int variables) {
    this.variables = variables;
    this.tableau = new long[equations.length][variables + 1];
    this.basis = new int[equations.length];
    this.denominator = 1;
    for (int row = 0; row < equations.length; row++) {
      long sign = rightSides[row] < 0 ? -1 : 1;
      for (int column = 0; column < variables; column++) {
        tableau[row][column] = sign * equations[row][column];
      }
      tableau[row][variables] = sign * rightSides[row];
    }
    Arrays.fill(basis, ARTIFICIAL);
    findVertex();
  }

  private ExactSimplex(ExactSimplex other) {
    this.variables = other.variables;
    this.tableau = Arrays.stream(other.tableau).map(long[]::clone).toArray(long[][]::new);
    this.basis = other.basis.clone();
    this.denominator = other.denominator;
  }

  /** Least value of one variable. */
  Fraction least(int variable) {
    ExactSimplex copy = new ExactSimplex(this);
    copy.optimise(variable, -1);
    return copy.value(variable);
  }

  /** Largest value of one variable; empty if it has none. */
  Optional<Fraction> largest(int variable) {
    ExactSimplex copy = new ExactSimplex(this);
    return copy.optimise(variable, 1) ? Optional.of(copy.value(variable)) : Optional.empty();
  }

  private void findVertex() {
    for (int column = entering(sumOfArtificialRows());
        column >= 0;
        column = entering(sumOfArtificialRows())) {
      pivot(leavingRow(column), column);
    }
    if (sumOfArtificialRows()[variables] != 0) {
      throw new IllegalArgumentException("no table agrees with these equations");
    }
    dropArtificials();
  }

  private long[] sumOfArtificialRows() {
    long[] sum = new long[variables + 1];
    for (int row = 0; row < basis.length; row++) {
      if (basis[row] == ARTIFICIAL) {
        for (int column = 0; column <= variables; column++) {
          sum[column] = Math.addExact(sum[column], tableau[row][column]);
        }
      }
    }
    return sum;
  }

  private void dropArtificials() {
    List<Integer> kept = new ArrayList<>();
    for (int row = 0; row < basis.length; row++) {
      for (int column = 0; column < variables && basis[row] == ARTIFICIAL; column++) {
        if (tableau[row][column] != 0) {
          if (tableau[row][column] < 0) {
            for (int each = 0; each <= variables; each++) {
              tableau[row][each] = -tableau[row][each];
            }
          }
          pivot(row, column);
        }
      }
      if (basis[row] != ARTIFICIAL) {
        kept.add(row);
      }
    }
    tableau = kept.stream().map(row -> tableau[row]).toArray(long[][]::new);
    basis = kept.stream().mapToInt(row -> basis[row]).toArray();
  }

  /** Returns false if the variable grows without end in that direction. */
  private boolean optimise(int variable, int direction) {
    while (true) {
      int column = entering(gains(variable, direction));
      if (column < 0) {
        return true;
      }
      int row = leavingRow(column);
      if (row < 0) {
        return false;
      }
      pivot(row, column);
    }
  }

  private long[] gains(int variable, int direction) {
    long[] gains = new long[variables + 1];
    int row = rowOf(variable);
    if (row < 0) {
      gains[variable] = direction;
    } else {
      for (int column = 0; column < variables; column++) {
        gains[column] = column == variable ? 0 : -direction * tableau[row][column];
      }
    }
    return gains;
  }

  /** First column with a gain (Bland: no cycles), or -1. */
  private int entering(long[] gains) {
    for (int column = 0; column < variables; column++) {
      if (gains[column] > 0) {
        return column;
      }
    }
    return -1;
  }

  /** Row with the least ratio; of equal ones the one whose variable comes first; -1 if none. */
  private int leavingRow(int column) {
    int best = -1;
    for (int row = 0; row < basis.length; row++) {
      if (tableau[row][column] > 0) {
        if (best < 0) {
          best = row;
          continue;
        }
        int order =
            Long.compare(
                Math.multiplyExact(tableau[row][variables], tableau[best][column]),
                Math.multiplyExact(tableau[best][variables], tableau[row][column]));
        if (order < 0 || (order == 0 && basis[row] < basis[best])) {
          best = row;
        }
      }
    }
    return best;
  }

  private void pivot(int pivotRow, int pivotColumn) {
    long pivot = tableau[pivotRow][pivotColumn];
    for (int row = 0; row < basis.length; row++) {
      long factor = tableau[row][pivotColumn];
      if (row != pivotRow && (factor != 0 || pivot != denominator)) {
        for (int column = 0; column <= variables; column++) {
          long product =
              Math.subtractExact(
                  Math.multiplyExact(pivot, tableau[row][column]),
                  Math.multiplyExact(factor, tableau[pivotRow][column]));
          tableau[row][column] = product / denominator;
        }
      }
    }
    denominator = pivot;
    basis[pivotRow] = pivotColumn;
  }

  private int rowOf(int variable) {
    for (int row = 0; row < basis.length; row++) {
      if (basis[row] == variable) {
        return row;
      }
    }
    return -1;
  }

  private Fraction value(int variable) {
    int row = rowOf(variable);
    return row < 0 ? new Fraction(0, 1) : new Fraction(tableau[row][variables], denominator);
  }
}
