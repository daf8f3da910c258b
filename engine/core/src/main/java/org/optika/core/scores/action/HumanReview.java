package org.optika.core.scores.action;

/** Whether a human has to take the decision that is proposed (GDPR Art. 22). */
public enum HumanReview {
  NOT_NEEDED,
  REQUIRED;

  static HumanReview of(Effect effect) {
    return effect == Effect.SIGNIFICANT ? REQUIRED : NOT_NEEDED;
  }
}
