package org.optika.core.journey;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * How the touches of a subject are cut into journeys.
 *
 * @param lookbackDays days of 24 hours that a conversion looks back, both ends included; also the
 *     life of a journey without a conversion; 1 to 3,650
 * @param lookbackTouches most touches that a journey keeps, the newest; at least 1
 * @param maxTouchpointsPerDay a subject with more touches than this on any UTC day is a bot, and
 *     nothing of it becomes a journey; at least 1
 */
public record JourneyRules(int lookbackDays, int lookbackTouches, int maxTouchpointsPerDay)
    implements Serializable {
  static final long MICROS_PER_DAY = 86_400_000_000L;

  public JourneyRules {
    require(
        lookbackDays >= 1 && lookbackDays <= 3650,
        "lookbackDays must be in [1, 3650], got %s",
        lookbackDays);
    require(lookbackTouches >= 1, "lookbackTouches must be >= 1, got %s", lookbackTouches);
    require(
        maxTouchpointsPerDay >= 1,
        "maxTouchpointsPerDay must be >= 1, got %s",
        maxTouchpointsPerDay);
  }

  /** The lookback window in microseconds. */
  public long lookbackMicros() {
    return lookbackDays * MICROS_PER_DAY;
  }
}
