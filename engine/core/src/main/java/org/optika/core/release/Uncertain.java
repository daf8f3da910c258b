package org.optika.core.release;

/** What becomes of an adjusted figure of which the noise is a larger part than is asked for. */
public enum Uncertain {
  /** It is published. */
  FLAG,
  /** It is left out; what was drawn is published and flagged as always. */
  SUPPRESS
}
