package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

/**
 * What one feature does for a model: the same learner on the same folds with it and without it.
 *
 * @param aucWith cross-validated AUC with the feature, in [0, 1]
 * @param aucWithout the same without it
 */
public record ModelGain(String feature, double aucWith, double aucWithout) {
  public ModelGain {
    requireAuc(aucWith);
    requireAuc(aucWithout);
  }

  /** In [-1, 1]. */
  public double gain() {
    return aucWith - aucWithout;
  }

  private static void requireAuc(double auc) {
    require(auc >= 0 && auc <= 1, "an AUC must be in [0, 1], got %s", auc);
  }
}
