package org.optika.core.ingest;

/** Resolution of the clock that stamped an event. */
public enum Precision {
  US,
  S,
  DAY
}
