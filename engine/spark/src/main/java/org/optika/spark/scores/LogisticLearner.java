package org.optika.spark.scores;

import org.optika.core.scores.Encoding.PartKind;
import org.optika.core.scores.model.ScoreModel;

/**
 * Logistic regression on linear splines; its margin is the log-odds.
 *
 * @param ridge see {@link org.optika.core.scores.model.LogisticFit}
 * @param bendRidge the same for the stretches of a spline: what they add is how far it bends away
 *     from a straight line
 */
record LogisticLearner(double ridge, double bendRidge) implements Learner {
  static final LogisticLearner DEFAULT = new LogisticLearner(1e-3, 1e-2);

  @Override
  public String id() {
    return "logistic";
  }

  @Override
  public String summary() {
    return "logistic regression with linear splines, ridge %s, of bends %s"
        .formatted(ridge, bendRidge);
  }

  @Override
  public ScoreModel fit(EncodedRows rows, long seed) {
    double[] ofEach =
        rows.encoding().parts().stream()
            .mapToDouble(part -> part.kind() == PartKind.BETWEEN ? bendRidge : ridge)
            .toArray();
    return LogisticFitting.fit(rows.rows(), ofEach);
  }
}
