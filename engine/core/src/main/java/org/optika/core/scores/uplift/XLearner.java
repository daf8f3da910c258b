package org.optika.core.scores.uplift;

import java.util.ArrayList;
import java.util.List;

/**
 * A model of the outcome for each arm; then, for each treatment, a model of the effects imputed to
 * its people (outcome minus what control's model predicts) and one of those imputed to control
 * (what the treatment's model predicts minus outcome). Uplift is {@code e · onControl + (1 - e) ·
 * onTreated}, e the probability of the treatment against control. Source: S. R. Künzel et al., PNAS
 * 116(10), 2019, p. 4157, equations 7 to 9 with g = e.
 */
public record XLearner() implements UpliftLearner {
  @Override
  public String id() {
    return "x-learner";
  }

  @Override
  public List<Fit> fits(int treatments, OutcomeKind outcome) {
    List<Fit> fits = new ArrayList<>();
    for (int arm = 0; arm <= treatments; arm++) {
      fits.add(Fit.ofOutcome(arm, outcome));
    }
    for (int treatment = 1; treatment <= treatments; treatment++) {
      fits.add(
          Fit.ofFeatures(
              "effect-on-treated-" + treatment,
              1,
              List.of(treatment),
              new FitTarget.EffectOnTreated(0),
              TargetKind.REGRESSION));
      fits.add(
          Fit.ofFeatures(
              "effect-on-control-" + treatment,
              1,
              List.of(0),
              new FitTarget.EffectOnControl(treatment),
              TargetKind.REGRESSION));
    }
    return List.copyOf(fits);
  }

  @Override
  public double uplift(int treatment, double[][] predictions, Propensities propensities) {
    int onTreated = propensities.treatments() + 2 * treatment - 1;
    double propensity = propensities.againstControl(treatment);
    return propensity * predictions[onTreated + 1][0]
        + (1 - propensity) * predictions[onTreated][0];
  }
}
