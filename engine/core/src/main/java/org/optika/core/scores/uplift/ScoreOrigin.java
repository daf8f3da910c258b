package org.optika.core.scores.uplift;

/** Which people the model that scored a fold had seen. */
public enum ScoreOrigin {
  /**
   * None of this fold and none of later folds: a model trained once and tested on others, or folds
   * scored in turn by a model of the folds before them.
   */
  HELD_OUT(1),
  /**
   * All but this fold, as in k-fold cross-fitting. Any two folds then judge each other twice, and
   * the sum over folds varies up to twice as much as folds that are tested apart would.
   */
  CROSS_FITTED(Math.sqrt(2));

  private final double inflation;

  ScoreOrigin(double inflation) {
    this.inflation = inflation;
  }

  /** What standard errors over several folds are multiplied by. */
  double inflation() {
    return inflation;
  }
}
