package org.optika.core.optin;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/** Instants from {@code fromMicros} on and before {@code untilMicros}, microseconds UTC. */
public record TimeWindow(long fromMicros, long untilMicros) implements Serializable {

  /** All instants. */
  public static final TimeWindow ALWAYS = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

  public TimeWindow {
    require(
        fromMicros < untilMicros,
        "a window must end after it starts, got %s to %s",
        fromMicros,
        untilMicros);
  }

  /** Whether the instant is inside. */
  public boolean holds(long micros) {
    return fromMicros <= micros && micros < untilMicros;
  }
}
