package org.optika.core.scores.model;

import java.io.Serializable;

/**
 * Where a {@link LogisticFit} stands: coefficients of columns less their means over their
 * deviations, then the intercept.
 *
 * @param deviations 0 for a column of one value, which counts as 0
 */
record LogisticPoint(double[] coefficients, double[] means, double[] deviations)
    implements Serializable {
  int size() {
    return coefficients.length;
  }

  /**
   * @param into one place a column, and 1 for the intercept
   */
  void standardise(double[] row, double[] into) {
    for (int i = 0; i < row.length; i++) {
      into[i] = deviations[i] == 0 ? 0 : (row[i] - means[i]) / deviations[i];
    }
    into[row.length] = 1;
  }
}
