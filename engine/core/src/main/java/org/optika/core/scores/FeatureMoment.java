package org.optika.core.scores;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The instant T of features, and what is needed to read a history.
 *
 * @param micros T, microseconds UTC
 * @param channels codes of marketing channels by name; a name that is missing has no touches
 */
public record FeatureMoment(long micros, Map<String, Integer> channels) implements Serializable {
  static final double DAY = 86_400_000_000.0;
  private static final int NO_CHANNEL = -1;

  public FeatureMoment {
    channels = Map.copyOf(channels);
  }

  /** The last instant before T. */
  public FeatureMoment justBefore() {
    return new FeatureMoment(micros - 1, channels);
  }

  /** Days from an instant up to T; below 0 after T. */
  double daysSince(long atMicros) {
    return (micros - atMicros) / DAY;
  }

  /** Whether an instant lies in the days before T, T itself included, their first excluded. */
  boolean within(long atMicros, int days) {
    return atMicros <= micros && micros - atMicros < (long) (days * DAY);
  }

  int channel(String name) {
    return channels.getOrDefault(name, NO_CHANNEL);
  }

  /** Calendar year of T in UTC. */
  int year() {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(ZoneOffset.UTC).getYear();
  }
}
