package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.RawCells;

/**
 * Everything that makes predicted uplift of a person's row: how its cells become numbers, what the
 * models say of them, and how that combines. Immutable and thread-safe.
 *
 * @param outcome kind of the outcome it was trained on
 * @param treatments names of the arms beside control; the first is treatment 1
 * @param propensities of the training set, with which predictions are weighted
 * @param fits all fits of the learner, in its order
 */
public record UpliftModel(
    UpliftLearner learner,
    OutcomeKind outcome,
    List<String> treatments,
    Propensities propensities,
    Encoding encoding,
    List<TrainedFit> fits)
    implements Serializable {
  public UpliftModel {
    treatments = List.copyOf(treatments);
    fits = List.copyOf(fits);
    require(
        propensities.treatments() == treatments.size(),
        "%s treatments need as many propensities beside that of control, got %s",
        treatments.size(),
        propensities.treatments());
    List<Fit> expected = learner.fits(treatments.size(), outcome);
    List<Fit> trained = fits.stream().map(TrainedFit::fit).toList();
    require(
        trained.equals(expected),
        "learner %s needs the fits %s, got %s",
        learner.id(),
        expected.stream().map(Fit::name).toList(),
        trained.stream().map(Fit::name).toList());
    for (TrainedFit fit : fits) {
      int inputs = fit.fit().inputs().of(new double[encoding.width()], 0, treatments.size()).length;
      require(
          fit.model().features() == inputs,
          "fit %s has %s inputs, its model takes %s",
          fit.fit().name(),
          inputs,
          fit.model().features());
    }
  }

  /** Cells as numbers, as {@link TrainedFit} takes them. */
  public double[] features(RawCells cells) {
    double[] features = new double[encoding.width()];
    encoding.encode(cells, features);
    return features;
  }

  /**
   * Predicted effect on a person, in units of the outcome.
   *
   * @param treatment from 1 to the number of treatments
   * @throws IllegalArgumentException for another one
   */
  public double uplift(int treatment, RawCells cells) {
    require(
        treatment >= 1 && treatment <= treatments.size(),
        "treatment must be in [1, %s], got %s",
        treatments.size(),
        treatment);
    return uplifts(features(cells))[treatment - 1];
  }

  /** Predicted effects of all treatments on a person, in their order. */
  public double[] uplifts(RawCells cells) {
    return uplifts(features(cells));
  }

  /**
   * @param features of {@link #features(RawCells)}
   */
  public double[] uplifts(double[] features) {
    double[][] predictions = TrainedFit.predictions(fits, features, treatments.size());
    double[] uplifts = new double[treatments.size()];
    for (int treatment = 1; treatment <= uplifts.length; treatment++) {
      uplifts[treatment - 1] = learner.uplift(treatment, predictions, propensities);
    }
    return uplifts;
  }
}
