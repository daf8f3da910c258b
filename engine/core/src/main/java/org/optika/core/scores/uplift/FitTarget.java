package org.optika.core.scores.uplift;

import java.io.Serializable;

/** The number that a fit learns to predict. */
public sealed interface FitTarget extends Serializable {
  double of(TrainingRow row);

  /** What happened. */
  record Outcome() implements FitTarget {
    @Override
    public double of(TrainingRow row) {
      return row.outcome();
    }
  }

  /**
   * Effect on a treated person: what happened minus what would have without treatment.
   *
   * @param controlFit place of the fit that predicts outcomes in control
   */
  record EffectOnTreated(int controlFit) implements FitTarget {
    @Override
    public double of(TrainingRow row) {
      return row.outcome() - row.predictions()[controlFit][0];
    }
  }

  /**
   * Effect missed by a person in control: what would have happened with treatment minus what did.
   *
   * @param treatedFit place of the fit that predicts outcomes of the treated
   */
  record EffectOnControl(int treatedFit) implements FitTarget {
    @Override
    public double of(TrainingRow row) {
      return row.predictions()[treatedFit][0] - row.outcome();
    }
  }

  /**
   * {@code y / e} for the treated and {@code -y / (1 - e)} for control, e the probability of this
   * treatment against control: a number whose mean is the effect. Source: S. Athey and G. Imbens,
   * Recursive partitioning for heterogeneous causal effects, PNAS 113(27), 2016, p. 7355.
   */
  record TransformedOutcome(int treatment) implements FitTarget {
    @Override
    public double of(TrainingRow row) {
      double propensity = row.propensities().againstControl(treatment);
      return row.arm() == treatment
          ? row.outcome() / propensity
          : -row.outcome() / (1 - propensity);
    }
  }
}
