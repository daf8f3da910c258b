package org.optika.core.scores.uplift;

/** What a fit predicts. */
public enum TargetKind {
  /** The probability of a 1, from a target of 0 or 1. */
  CLASSIFICATION,
  /** The mean of a number. */
  REGRESSION;

  static TargetKind of(OutcomeKind outcome) {
    return outcome == OutcomeKind.BINARY ? CLASSIFICATION : REGRESSION;
  }
}
