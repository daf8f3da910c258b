package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * How a source writes times.
 *
 * @param pattern of {@link Style#PATTERN}: letters of {@link DateTimeFormatter}, year as {@code
 *     uuuu}; empty for other styles
 * @param zone where the clock hangs that shows times without an offset, e.g. Europe/Amsterdam; days
 *     are UTC days in any zone
 */
public record TimeFormat(Style style, String pattern, String zone) implements Serializable {
  /** Notation. */
  public enum Style {
    /** {@code 2026-03-01T10:00:00.123456Z} or with an offset; without one, {@code zone} holds. */
    ISO,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    EPOCH_MICROS,
    /** {@code 2026-03-01}: the start of that day in UTC. */
    DAY,
    PATTERN
  }

  public static final TimeFormat ISO_UTC = new TimeFormat(Style.ISO, "", "UTC");

  public TimeFormat {
    require(
        pattern.isEmpty() == (style != Style.PATTERN),
        "a pattern belongs to the style 'pattern', got style %s",
        style);
    require(pattern.indexOf('y') < 0, "a pattern writes the year as 'uuuu', got '%s'", pattern);
    ZoneId.of(zone);
    DateTimeFormatter.ofPattern(pattern);
  }

  /** What a reader of quarantine is told. */
  String expected() {
    return switch (style) {
      case ISO -> "an ISO 8601 time, e.g. 2026-03-01T10:00:00Z";
      case EPOCH_SECONDS -> "seconds since 1970";
      case EPOCH_MILLIS -> "milliseconds since 1970";
      case EPOCH_MICROS -> "microseconds since 1970";
      case DAY -> "a day, e.g. 2026-03-01";
      case PATTERN -> "a time as " + pattern;
    };
  }
}
