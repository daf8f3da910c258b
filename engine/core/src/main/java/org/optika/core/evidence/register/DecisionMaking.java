package org.optika.core.evidence.register;

/** Who decides about people. */
public enum DecisionMaking {
  /** Nothing is decided about single people. */
  NONE,
  /** A machine proposes and a human decides. */
  SUPPORTED,
  /** A machine decides alone. */
  SOLELY_AUTOMATED
}
