package org.optika.core.scores.uplift;

/** What an outcome can be. */
public enum OutcomeKind {
  /** 0 or 1: somebody did it or not. */
  BINARY,
  /** Any finite number: revenue, visits. */
  REAL;

  /** The narrowest kind that holds this outcome. */
  public static OutcomeKind of(double outcome) {
    return outcome == 0 || outcome == 1 ? BINARY : REAL;
  }

  /** The kind of outcomes of both kinds together. */
  public OutcomeKind with(OutcomeKind other) {
    return this == BINARY ? other : this;
  }
}
