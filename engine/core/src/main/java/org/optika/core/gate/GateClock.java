package org.optika.core.gate;

import java.util.Locale;

/** Which of the five conditions of the gate a row has failed. */
public enum GateClock {
  /** Not permitted at the activity's own time. */
  EVENT_TIME,
  /** Not permitted at the time of the processing. */
  AS_OF,
  /** Permitted at both, but closed in between; new consent opens only what comes after it. */
  REOPENING,
  /** The activity is later than the time of the processing. */
  AFTER_AS_OF,
  /** The vendor of the activity is closed for the purpose, at either time. */
  VENDOR;

  private static final GateClock[] ALL = values();

  static GateClock at(int ordinal) {
    return ALL[ordinal];
  }

  /** Name in tables, e.g. {@code event_time}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
