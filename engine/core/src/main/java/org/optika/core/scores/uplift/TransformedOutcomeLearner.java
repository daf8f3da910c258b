package org.optika.core.scores.uplift;

import java.util.List;
import java.util.stream.IntStream;

/**
 * For each treatment one regression, on its people and those of control, of a transformed outcome
 * whose mean is the effect; see {@link FitTarget.TransformedOutcome}. Uplift is its prediction.
 */
public record TransformedOutcomeLearner() implements UpliftLearner {
  @Override
  public String id() {
    return "transformed-outcome";
  }

  @Override
  public List<Fit> fits(int treatments, OutcomeKind outcome) {
    return IntStream.rangeClosed(1, treatments)
        .mapToObj(
            treatment ->
                Fit.ofFeatures(
                    "effect-" + treatment,
                    0,
                    List.of(0, treatment),
                    new FitTarget.TransformedOutcome(treatment),
                    TargetKind.REGRESSION))
        .toList();
  }

  @Override
  public double uplift(int treatment, double[][] predictions, Propensities propensities) {
    return predictions[treatment - 1][0];
  }
}
