package org.optika.core.evidence.monitor;

import java.util.Locale;

/** How a month compares with the one before it. */
public enum Jump {
  /** No more than the rule allows. */
  NONE,
  /** More, or slower. */
  UP,
  /** Less, or quicker. */
  DOWN;

  /** Name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
