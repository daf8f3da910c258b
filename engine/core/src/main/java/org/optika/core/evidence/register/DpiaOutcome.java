package org.optika.core.evidence.register;

/** What an impact assessment has come to. */
public enum DpiaOutcome {
  PROCEED,
  PROCEED_WITH_MEASURES,
  /** A high risk is left: the authority has to be asked first (GDPR 36). */
  CONSULT_AUTHORITY,
  STOP;

  /** True when the processing may go on. */
  public boolean allows() {
    return this == PROCEED || this == PROCEED_WITH_MEASURES;
  }
}
