package org.optika.core.scores.model;

/** Explains one row after the other in the same scratch space. Not thread-safe. */
public interface Explainer {
  /**
   * Splits what sets the row apart among its features. The sum is {@code margin(row) -
   * baseMargin()} of the model but for rounding, which is some 1e-14 of the sizes that were added.
   * A feature that the model does not use gets 0.
   *
   * @param row as for {@link ScoreModel#margin}
   * @param into overwritten; one number a feature, on the scale of the margin
   * @throws IllegalArgumentException when {@code row} is none of the model, or {@code into} has
   *     another length
   */
  void contributions(double[] row, double[] into);
}
