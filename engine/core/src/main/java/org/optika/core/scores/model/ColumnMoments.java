package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/** Mean and deviation of each column of a training set; mergeable. */
public final class ColumnMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] means;
  private final double[] squares; // of what is off the mean, weighted
  private double weight;

  public ColumnMoments(int columns) {
    means = new double[columns];
    squares = new double[columns];
  }

  /**
   * @param row one number a column; finite
   * @param rowWeight more than 0
   */
  public void add(double[] row, double rowWeight) {
    weight += rowWeight;
    for (int i = 0; i < means.length; i++) {
      double off = row[i] - means[i];
      means[i] += off * rowWeight / weight;
      squares[i] += rowWeight * off * (row[i] - means[i]);
    }
  }

  /**
   * Adds other rows (T. Chan, G. Golub, R. LeVeque 1983, The American Statistician 37(3), p. 243).
   */
  public void add(ColumnMoments other) {
    require(means.length == other.means.length, "moments of other columns do not add up");
    if (other.weight == 0) {
      return;
    }
    double all = weight + other.weight;
    for (int i = 0; i < means.length; i++) {
      double off = other.means[i] - means[i];
      squares[i] += other.squares[i] + off * off * weight * other.weight / all;
      means[i] += off * other.weight / all;
    }
    weight = all;
  }

  public double[] means() {
    return means.clone();
  }

  /** Square roots of the mean squares; 0 where there are no rows. */
  public double[] deviations() {
    double[] deviations = new double[squares.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = weight == 0 ? 0 : Math.sqrt(squares[i] / weight);
    }
    return deviations;
  }
}
