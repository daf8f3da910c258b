package org.optika.core.scores.model;

/** Solves linear systems with a symmetric positive definite matrix. */
final class Cholesky {
  /** A pivot below it, over the largest one, is taken for 0: its unknown does not move. */
  private static final double SINGULAR = 1e-13;

  private Cholesky() {}

  /**
   * @param lower triangle of the matrix, row by row; overwritten
   * @param right side
   * @return the solution, 0 in unknowns that the matrix does not tell
   */
  static double[] solve(double[] lower, double[] right) {
    int size = right.length;
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, lower[start(i) + i]);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = lower[start(i) + j];
        for (int k = 0; k < j; k++) {
          sum -= lower[start(i) + k] * lower[start(j) + k];
        }
        if (i == j) {
          lower[start(i) + i] = sum > SINGULAR * largest ? Math.sqrt(sum) : 0;
        } else {
          double pivot = lower[start(j) + j];
          lower[start(i) + j] = pivot == 0 ? 0 : sum / pivot;
        }
      }
    }
    double[] solution = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        solution[i] -= lower[start(i) + k] * solution[k];
      }
      double pivot = lower[start(i) + i];
      solution[i] = pivot == 0 ? 0 : solution[i] / pivot;
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        solution[i] -= lower[start(k) + i] * solution[k];
      }
      double pivot = lower[start(i) + i];
      solution[i] = pivot == 0 ? 0 : solution[i] / pivot;
    }
    return solution;
  }

  private static int start(int row) {
    return row * (row + 1) / 2;
  }
}
