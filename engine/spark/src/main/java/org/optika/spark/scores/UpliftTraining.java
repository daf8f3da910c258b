package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.uplift.ArmMinimum;
import org.optika.core.scores.uplift.ArmSums;
import org.optika.core.scores.uplift.Fit;
import org.optika.core.scores.uplift.Propensities;
import org.optika.core.scores.uplift.TrainedFit;
import org.optika.core.scores.uplift.UpliftLearner;
import org.optika.core.scores.uplift.UpliftModel;

/** Trains the fits of a learner of uplift, stage by stage, and the response model beside it. */
public final class UpliftTraining {
  private final UpliftLearner learner;
  private final UpliftBase base;
  private final long seed;

  /**
   * @param base id of the models that the learner is made of, see {@link UpliftBases}
   * @param seed of what models draw
   * @throws IllegalArgumentException for an unknown base
   */
  public UpliftTraining(UpliftLearner learner, String base, long seed) {
    this(learner, UpliftBases.find(base), seed);
  }

  UpliftTraining(UpliftLearner learner, UpliftBase base, long seed) {
    this.learner = learner;
    this.base = base;
    this.seed = seed;
  }

  /**
   * What was trained.
   *
   * @param response predicts the outcome in control from {@link UpliftModel#features}
   */
  public record Trained(UpliftModel uplift, TrainedFit response) implements java.io.Serializable {}

  /**
   * @throws IllegalArgumentException when an arm has too few people, see {@link ArmMinimum}
   */
  public Trained train(UpliftRows rows) {
    List<ArmSums> arms = arms(rows);
    ArmMinimum.requireEnough(rows.arms(), arms);
    Propensities shares = shares(arms);
    Encoding encoding = base.given(Encoding.of(ColumnStates.count(rows.people())));
    int treatments = rows.treatments().size();
    try (FitRows encoded = FitRows.of(rows, encoding, shares)) {
      List<TrainedFit> fits = new ArrayList<>();
      for (Fit fit : learner.fits(treatments, rows.outcome())) {
        fits.add(trained(fit, encoded, fits));
      }
      Fit response = Fit.ofResponse(rows.outcome());
      TrainedFit byResponse =
          fits.stream()
              .filter(fit -> fit.fit().equals(response))
              .findFirst()
              .orElseGet(() -> trained(response, encoded, List.of()));
      return new Trained(
          new UpliftModel(learner, rows.outcome(), rows.treatments(), shares, encoding, fits),
          byResponse);
    }
  }

  /**
   * @param before fits of earlier stages, and those of this one that are there already
   */
  private TrainedFit trained(Fit fit, FitRows encoded, List<TrainedFit> before) {
    return base.fit(fit, encoded.of(fit, List.copyOf(before)), encoded.width(fit), seed);
  }

  /** People of each arm, control first; nobody in arms that the rows lack. */
  private static List<ArmSums> arms(UpliftRows rows) {
    List<ArmSums> arms = new ArrayList<>(Collections.nCopies(rows.arms().size(), ArmSums.ZERO));
    rows.people()
        .rows()
        .groupBy("arm")
        .agg(count(lit(1)), sum("label"), sum(col("label").multiply(col("label"))))
        .collectAsList()
        .forEach(row -> arms.set(row.getInt(0), sums(row)));
    return arms;
  }

  private static ArmSums sums(Row row) {
    return new ArmSums(row.getLong(1), row.getDouble(2), row.getDouble(3));
  }

  private static Propensities shares(List<ArmSums> arms) {
    double people = arms.stream().mapToLong(ArmSums::people).sum();
    return new Propensities(arms.stream().mapToDouble(arm -> arm.people() / people).toArray());
  }
}
