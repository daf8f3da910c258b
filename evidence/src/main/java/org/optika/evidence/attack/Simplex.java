package org.optika.evidence.attack;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The simplex method on a dense tableau: {@code A y = b, y >= 0}. Keeps its vertex between
 * programs, so that the next one starts from a solution.
 *
 * <p>Enters the column with the largest gain, and after many pivots the first one with any (R. G.
 * Bland, "New finite pivoting rules for the simplex method", Mathematics of Operations Research
 * 2(2), 1977), which does not go in circles.
 */
final class Simplex {
  private static final double ZERO = 1e-9;

  /** A sum that should be 0, of right sides of any size. */
  private static final double ROUNDING = 1e-6;

  private static final int ARTIFICIAL = -1;
  private static final int NONE = -1;

  /** Is told every vertex on the way. */
  interface Visitor {
    void visit(double[] solution);
  }

  private final int variables;
  private double[][] tableau;
  private int[] basis;

  /**
   * @param equations coefficients, then the right side
   * @throws LinearSystem.Contradiction if nothing satisfies the equations
   */
  Simplex(double[][] equations, int variables) throws LinearSystem.Contradiction {
    this.variables = variables;
    this.tableau = new double[equations.length][];
    this.basis = new int[equations.length];
    Arrays.fill(basis, ARTIFICIAL);
    for (int row = 0; row < equations.length; row++) {
      double sign = equations[row][variables] < 0 ? -1 : 1;
      tableau[row] = Arrays.stream(equations[row]).map(each -> sign * each).toArray();
    }
    findVertex();
  }

  /**
   * Goes to the vertex with the largest (direction 1) or least (-1) value of a variable.
   *
   * @return false if it grows without end
   */
  boolean optimise(int variable, int direction, Visitor visitor) {
    visitor.visit(solution());
    for (int pivots = 0; ; pivots++) {
      int column = entering(gains(variable, direction), pivots);
      if (column == NONE) {
        return true;
      }
      int row = leavingRow(column);
      if (row == NONE) {
        return false;
      }
      pivot(row, column);
      visitor.visit(solution());
    }
  }

  private double[] solution() {
    double[] solution = new double[variables];
    for (int row = 0; row < basis.length; row++) {
      solution[basis[row]] = tableau[row][variables];
    }
    return solution;
  }

  private void findVertex() throws LinearSystem.Contradiction {
    for (int pivots = 0; ; pivots++) {
      int column = entering(artificialRows(), pivots);
      int row = column == NONE ? NONE : leavingRow(column);
      if (row == NONE) {
        break;
      }
      pivot(row, column);
    }
    if (artificialRows()[variables] > ROUNDING) {
      throw new LinearSystem.Contradiction();
    }
    for (int row = 0; row < basis.length; row++) {
      if (basis[row] == ARTIFICIAL) {
        int column = largestEntry(tableau[row]);
        if (Math.abs(tableau[row][column]) > ZERO) {
          pivot(row, column);
        }
      }
    }
    // What is left says 0 = 0.
    int[] all = basis;
    double[][] rows = tableau;
    tableau =
        IntStream.range(0, all.length)
            .filter(row -> all[row] != ARTIFICIAL)
            .mapToObj(row -> rows[row])
            .toArray(double[][]::new);
    basis = Arrays.stream(all).filter(variable -> variable != ARTIFICIAL).toArray();
  }

  private double[] artificialRows() {
    double[] sum = new double[variables + 1];
    for (int row = 0; row < basis.length; row++) {
      if (basis[row] == ARTIFICIAL) {
        for (int column = 0; column <= variables; column++) {
          sum[column] += tableau[row][column];
        }
      }
    }
    for (int variable : basis) {
      if (variable != ARTIFICIAL) {
        sum[variable] = 0;
      }
    }
    return sum;
  }

  private int largestEntry(double[] row) {
    int largest = 0;
    for (int column = 1; column < variables; column++) {
      if (Math.abs(row[column]) > Math.abs(row[largest])) {
        largest = column;
      }
    }
    return largest;
  }

  private double[] gains(int variable, int direction) {
    double[] gains = new double[variables];
    for (int row = 0; row < basis.length; row++) {
      if (basis[row] == variable) {
        for (int column = 0; column < variables; column++) {
          gains[column] = column == variable ? 0 : -direction * tableau[row][column];
        }
        return gains;
      }
    }
    gains[variable] = direction;
    return gains;
  }

  private int entering(double[] gains, int pivots) {
    boolean first = pivots > 20 * (variables + basis.length);
    int best = NONE;
    for (int column = 0; column < variables; column++) {
      if (gains[column] > ZERO && (best == NONE || (!first && gains[column] > gains[best]))) {
        best = column;
      }
    }
    return best;
  }

  /** Row with the least ratio; of equal ones the one whose variable comes first. */
  private int leavingRow(int column) {
    int best = NONE;
    double least = 0;
    for (int row = 0; row < basis.length; row++) {
      if (tableau[row][column] > ZERO) {
        double ratio = Math.max(0, tableau[row][variables]) / tableau[row][column];
        if (best == NONE
            || ratio < least - ZERO
            || (ratio <= least + ZERO && basis[row] < basis[best])) {
          best = row;
          least = ratio;
        }
      }
    }
    return best;
  }

  private void pivot(int row, int column) {
    double[] pivotRow = tableau[row];
    double scale = pivotRow[column];
    for (int each = 0; each <= variables; each++) {
      pivotRow[each] /= scale;
    }
    pivotRow[column] = 1;
    for (int other = 0; other < tableau.length; other++) {
      double factor = tableau[other][column];
      if (other != row && factor != 0) {
        for (int each = 0; each <= variables; each++) {
          tableau[other][each] -= factor * pivotRow[each];
        }
        tableau[other][column] = 0;
      }
    }
    basis[row] = column;
  }
}
