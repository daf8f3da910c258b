package org.optika.core.scores.action;

/** What an action means for the person in the sense of GDPR Art. 22(1). */
public enum Effect {
  /** A message or a small favour. */
  ORDINARY,
  /** A legal effect or a similarly significant one: whoever it is proposed for, a human decides. */
  SIGNIFICANT
}
