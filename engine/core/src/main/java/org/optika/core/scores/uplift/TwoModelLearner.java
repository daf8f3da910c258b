package org.optika.core.scores.uplift;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A model of the outcome for each arm; uplift is the prediction of the treatment's minus that of
 * control's. The T-learner of S. R. Künzel et al., PNAS 116(10), 2019, p. 4156.
 */
public record TwoModelLearner() implements UpliftLearner {
  @Override
  public String id() {
    return "two-model";
  }

  @Override
  public List<Fit> fits(int treatments, OutcomeKind outcome) {
    return IntStream.rangeClosed(0, treatments)
        .mapToObj(arm -> Fit.ofOutcome(arm, outcome))
        .toList();
  }

  @Override
  public double uplift(int treatment, double[][] predictions, Propensities propensities) {
    return predictions[treatment][0] - predictions[0][0];
  }
}
