package org.optika.spark.gate;

import static org.optika.core.Checks.require;

/**
 * A stretch of time.
 *
 * @param fromMicros its first instant, microseconds UTC
 * @param toMicros its last instant
 */
public record TimeSpan(long fromMicros, long toMicros) {
  public TimeSpan {
    require(fromMicros <= toMicros, "a span from %s to %s", fromMicros, toMicros);
  }
}
