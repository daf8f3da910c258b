package org.optika.core.scores.uplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.Encoding.Part;
import org.optika.core.scores.Encoding.PartKind;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.model.LinearModel;

/** Models of uplift for tests, over an age and a town. */
final class UpliftModels {
  /**
   * Age with its mean 40 where not known, whether it is not known, and whether the town is Gent.
   */
  static final Encoding ENCODING =
      new Encoding(
          List.of(
              new RawColumn("age", RawColumn.Kind.NUMBER),
              new RawColumn("town", RawColumn.Kind.TEXT)),
          List.of(
              new Part(0, PartKind.NUMBER, 40, 0, ""),
              new Part(0, PartKind.UNKNOWN, 0, 0, ""),
              new Part(1, PartKind.IS_TEXT, 0, 0, "Gent")));

  private UpliftModels() {}

  /** Any learner for any number of treatments, with random linear models. */
  static UpliftModel random(SplittableRandom random, UpliftLearner learner, int treatments) {
    OutcomeKind outcome = random.nextBoolean() ? OutcomeKind.BINARY : OutcomeKind.REAL;
    List<TrainedFit> fits = new ArrayList<>();
    for (Fit fit : learner.fits(treatments, outcome)) {
      int inputs = fit.inputs().of(new double[ENCODING.width()], 0, treatments).length;
      Link link = fit.kind() == TargetKind.CLASSIFICATION ? Link.LOGISTIC : Link.IDENTITY;
      fits.add(new TrainedFit(fit, linear(random, inputs), link));
    }
    List<String> names = new ArrayList<>();
    for (int treatment = 1; treatment <= treatments; treatment++) {
      names.add("offer é " + treatment);
    }
    double[] propensities = new double[treatments + 1];
    Arrays.fill(propensities, 0.5 / treatments);
    propensities[0] = 0.5;
    return new UpliftModel(learner, outcome, names, new Propensities(propensities), ENCODING, fits);
  }

  private static LinearModel linear(SplittableRandom random, int features) {
    double[] coefficients = random.doubles(features, -0.1, 0.1).toArray();
    return new LinearModel(coefficients, random.nextDouble(), new double[features]);
  }

  static RawCells person(double age, String town) {
    return new RawCells(new double[] {age}, new String[] {town});
  }
}
