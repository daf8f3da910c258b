package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

/**
 * One thing that speaks against a model.
 *
 * @param figure what was measured
 * @param limit what it was held against
 * @param sentence one line: what, figure, limit, what to do; no data of a person
 */
public record Finding(
    FindingKind kind, Weight weight, String feature, double figure, double limit, String sentence) {

  /** Whether a model may be used in spite of it. */
  public enum Weight {
    /** Worth a look; stops nothing. */
    NOTE,
    /** Stops the model unless it is accepted. */
    STOP
  }

  public Finding {
    require(!feature.isBlank(), "a finding must name a feature, got '%s'", feature);
    require(
        !sentence.isBlank() && sentence.lines().count() == 1,
        "a finding must be told in one line, got '%s'",
        sentence);
  }

  /** Whether it stops the model unless it is accepted. */
  public boolean stops() {
    return weight == Weight.STOP;
  }
}
