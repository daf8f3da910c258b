package org.optika.core.evidence.register;

/** Where an impact assessment stands at an instant. */
public enum DpiaStatus {
  NOT_NEEDED,
  /** A valid assessment allows the processing. */
  ASSESSED,
  /** Needed, and none is valid. */
  MISSING,
  /** The valid assessment does not allow the processing. */
  NOT_ALLOWED
}
