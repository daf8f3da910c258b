package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;

/**
 * One model to train.
 *
 * @param name unique in its learner
 * @param stage fits are trained in rising order of it; targets may use predictions of lower stages
 * @param trainedOn arms whose people it is trained on
 * @param askedArms how each person, whatever their arm, is presented for predictions: one
 *     prediction an arm. A fit whose inputs do not show the arm is asked once
 */
public record Fit(
    String name,
    int stage,
    List<Integer> trainedOn,
    FitTarget target,
    TargetKind kind,
    FitInputs inputs,
    List<Integer> askedArms)
    implements Serializable {
  public Fit {
    require(!trainedOn.isEmpty() && !askedArms.isEmpty(), "fit %s lacks arms", name);
    trainedOn = List.copyOf(trainedOn);
    askedArms = List.copyOf(askedArms);
  }

  /** A fit that does not see the arm. */
  static Fit ofFeatures(
      String name, int stage, List<Integer> trainedOn, FitTarget target, TargetKind kind) {
    return new Fit(name, stage, trainedOn, target, kind, FitInputs.FEATURES, List.of(0));
  }

  /** Predicts the outcome in one arm. */
  static Fit ofOutcome(int arm, OutcomeKind outcome) {
    return ofFeatures(
        "outcome-" + arm, 0, List.of(arm), new FitTarget.Outcome(), TargetKind.of(outcome));
  }

  /** Predicts the outcome of people whom nobody treats: a plain response model. */
  public static Fit ofResponse(OutcomeKind outcome) {
    return ofOutcome(0, outcome);
  }

  /** Whether a person of this arm is in the training set. */
  public boolean trainsOn(int arm) {
    return trainedOn.contains(arm);
  }
}
