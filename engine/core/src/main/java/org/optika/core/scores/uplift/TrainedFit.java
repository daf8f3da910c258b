package org.optika.core.scores.uplift;

import java.io.Serializable;
import java.util.List;
import org.optika.core.scores.model.ScoreModel;

/**
 * A fit and what came of it. Immutable and thread-safe.
 *
 * @param model takes rows as {@link Fit#inputs} makes them
 */
public record TrainedFit(Fit fit, ScoreModel model, Link link) implements Serializable {
  /**
   * Of one person.
   *
   * @param treatments how many there are beside control
   * @return one an asked arm of the fit, in their order
   * @throws IllegalArgumentException when there are not as many features as in training, or one is
   *     not finite
   */
  public double[] predictions(double[] features, int treatments) {
    double[] predictions = new double[fit.askedArms().size()];
    for (int asked = 0; asked < predictions.length; asked++) {
      double[] inputs = fit.inputs().of(features, fit.askedArms().get(asked), treatments);
      predictions[asked] = link.prediction(model.margin(inputs));
    }
    return predictions;
  }

  /**
   * What all fits predict of one person.
   *
   * @param fits those of a learner in their order, or the first of them
   * @return {@code [fit][asked arm]}, as {@link TrainingRow} and {@link UpliftLearner#uplift} take
   *     them
   */
  public static double[][] predictions(List<TrainedFit> fits, double[] features, int treatments) {
    double[][] predictions = new double[fits.size()][];
    for (int place = 0; place < predictions.length; place++) {
      predictions[place] = fits.get(place).predictions(features, treatments);
    }
    return predictions;
  }
}
