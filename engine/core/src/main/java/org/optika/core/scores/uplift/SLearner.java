package org.optika.core.scores.uplift;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A single model of the outcome that sees the arm; uplift is what it predicts for a treatment minus
 * what it predicts for control. Source: S. R. Künzel et al., Metalearners for estimating
 * heterogeneous treatment effects using machine learning, PNAS 116(10), 2019, p. 4156; with the
 * interactions of V. S. Y. Lo, The true lift model, SIGKDD Explorations 4(2), 2002.
 */
public record SLearner() implements UpliftLearner {
  @Override
  public String id() {
    return "s-learner";
  }

  @Override
  public List<Fit> fits(int treatments, OutcomeKind outcome) {
    List<Integer> arms = IntStream.rangeClosed(0, treatments).boxed().toList();
    return List.of(
        new Fit(
            "outcome",
            0,
            arms,
            new FitTarget.Outcome(),
            TargetKind.of(outcome),
            FitInputs.FEATURES_AND_ARM,
            arms));
  }

  @Override
  public double uplift(int treatment, double[][] predictions, Propensities propensities) {
    return predictions[0][treatment] - predictions[0][0];
  }
}
