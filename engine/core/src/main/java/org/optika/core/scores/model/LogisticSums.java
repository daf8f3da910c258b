package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What one pass over the rows of a training set tells a {@link LogisticFit}: value, gradient and
 * curvature of the loss at a point. Sums of parts added up in one order are the same to the last
 * bit each time.
 */
public final class LogisticSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LogisticPoint point;
  private final double[] standardised;
  final double[] gradient;

  /** Lower triangle, row by row. */
  final double[] curvature;

  double loss;
  double weight;

  LogisticSums(LogisticPoint point) {
    int size = point.size();
    this.point = point;
    standardised = new double[size];
    gradient = new double[size];
    curvature = new double[size * (size + 1) / 2];
  }

  /**
   * @param row one number a column; finite
   * @param label 0 or 1, or a share between
   * @param rowWeight at least 0
   */
  public void add(double[] row, double label, double rowWeight) {
    require(label >= 0 && label <= 1, "a label must be in [0, 1], got %s", label);
    point.standardise(row, standardised);
    double margin = 0;
    for (int i = 0; i < standardised.length; i++) {
      margin += point.coefficients()[i] * standardised[i];
    }
    double probability = 1 / (1 + Math.exp(-margin));
    // ln(1 + exp(margin)) without overflow
    loss += rowWeight * (Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))));
    loss -= rowWeight * label * margin;
    weight += rowWeight;
    double slope = rowWeight * (probability - label);
    double bend = rowWeight * probability * (1 - probability);
    int place = 0;
    for (int i = 0; i < standardised.length; i++) {
      double x = standardised[i];
      gradient[i] += slope * x;
      double bent = bend * x;
      if (bent == 0) {
        place += i + 1;
        continue;
      }
      for (int j = 0; j <= i; j++) {
        curvature[place++] += bent * standardised[j];
      }
    }
  }

  /** Adds the rows of another part, at the same point. */
  public void add(LogisticSums other) {
    require(
        Arrays.equals(point.coefficients(), other.point.coefficients()),
        "sums at different points do not add up");
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += other.gradient[i];
    }
    for (int i = 0; i < curvature.length; i++) {
      curvature[i] += other.curvature[i];
    }
    loss += other.loss;
    weight += other.weight;
  }
}
