package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

/**
 * {@code intercept + Σ coefficient · x}. The contribution of a feature is {@code coefficient · (x -
 * mean)}: the Shapley value when features that are not known are at their means (S. Lundberg, S.-I.
 * Lee, "A Unified Approach to Interpreting Model Predictions", 2017, Corollary 1).
 *
 * @param coefficients one a feature, at least one; finite
 * @param intercept finite
 * @param means of the features over the rows of training; finite
 */
public record LinearModel(double[] coefficients, double intercept, double[] means)
    implements ScoreModel {
  private static final long serialVersionUID = 1L;

  public LinearModel {
    require(coefficients.length > 0, "a linear model needs a feature, got none");
    require(
        means.length == coefficients.length,
        "expected one mean for each of %d coefficients, got %d",
        coefficients.length,
        means.length);
    require(Double.isFinite(intercept), "the intercept must be finite, got %s", intercept);
    requireFinite("coefficient", coefficients);
    requireFinite("mean", means);
    coefficients = coefficients.clone();
    means = means.clone();
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      require(Double.isFinite(values[i]), "%s %d must be finite, got %s", name, i, values[i]);
    }
  }

  /** A copy. */
  @Override
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** A copy. */
  @Override
  public double[] means() {
    return means.clone();
  }

  @Override
  public int features() {
    return coefficients.length;
  }

  @Override
  public double margin(double[] row) {
    Rows.requireRow(row, features());
    return at(row);
  }

  @Override
  public double baseMargin() {
    return at(means);
  }

  private double at(double[] row) {
    double margin = intercept;
    for (int feature = 0; feature < row.length; feature++) {
      margin += coefficients[feature] * row[feature];
    }
    return margin;
  }

  @Override
  public Explainer explainer() {
    return (row, into) -> {
      Rows.requireRow(row, features());
      Rows.requireSpace(into, features());
      for (int feature = 0; feature < row.length; feature++) {
        into[feature] = coefficients[feature] * (row[feature] - means[feature]);
      }
    };
  }
}
