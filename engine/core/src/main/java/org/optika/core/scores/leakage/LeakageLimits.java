package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

/**
 * From where on a measurement is a finding.
 *
 * @param singleFeatureAuc of max(AUC, 1 - AUC) of one feature; in (0.5, 1]. Honest features of
 *     churn data reach 0.80, a feature that looks ahead 0.95
 * @param modelGain of the AUC of a model with a feature less that without it; in (0, 0.5]. An
 *     honest feature shares most of what it knows with the others and adds 0.01, a leaking one 0.14
 *     and more
 * @param driftNote of the population stability index, for a note; &gt; 0
 * @param drift of the same, to stop; at least {@code driftNote}
 */
public record LeakageLimits(
    double singleFeatureAuc, double modelGain, double driftNote, double drift) {
  public LeakageLimits {
    require(
        singleFeatureAuc > 0.5 && singleFeatureAuc <= 1,
        "singleFeatureAuc must be in (0.5, 1], got %s",
        singleFeatureAuc);
    require(modelGain > 0 && modelGain <= 0.5, "modelGain must be in (0, 0.5], got %s", modelGain);
    require(driftNote > 0, "driftNote must be > 0, got %s", driftNote);
    require(
        drift >= driftNote && drift < Double.POSITIVE_INFINITY,
        "drift must be finite and at least driftNote = %s, got %s",
        driftNote,
        drift);
  }

  /** 0.90, 0.05, 0.10 and 0.25. */
  public static LeakageLimits defaults() {
    return new LeakageLimits(0.90, 0.05, 0.10, 0.25);
  }
}
