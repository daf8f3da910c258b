package org.optika.core.consent;

/** Resolution of the clock that stamped an event. */
public enum Precision {
  US,
  S,
  DAY
}
