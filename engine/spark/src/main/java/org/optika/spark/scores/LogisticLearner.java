package org.optika.spark.scores;

import java.util.List;
import org.optika.core.scores.Encoding.PartKind;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.search.ParameterRange;
import org.optika.core.scores.search.ParameterRange.Scale;
import org.optika.core.scores.search.ParameterSet;

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
  public List<ParameterRange> ranges() {
    return List.of(
        new ParameterRange("ridge", ridge, 1e-5, 1, Scale.LOG),
        new ParameterRange("bend-ridge", bendRidge, 1e-5, 1, Scale.LOG));
  }

  @Override
  public Learner with(ParameterSet parameters) {
    return new LogisticLearner(parameters.of("ridge"), parameters.of("bend-ridge"));
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
