package org.optika.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as epoch microseconds (UTC), and the ways in which the raw files write them. */
final class Times {
  static final long MILLI = 1_000L;
  static final long SECOND = 1_000_000L;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /**
   * Every world ends here, exclusive; it is also the {@code as_of} and {@code known_at} of its
   * truth.
   */
  static final long END = micros("2026-10-01T00:00:00Z");

  static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm:ss", Locale.ROOT);

  private Times() {}

  static long micros(String instant) {
    return micros(Instant.parse(instant));
  }

  static long micros(Instant instant) {
    return instant.getEpochSecond() * SECOND + instant.getNano() / 1_000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
  }

  static long startOfDay(long micros) {
    return Math.floorDiv(micros, DAY) * DAY;
  }

  /** Calendar months in UTC; a day that the target month lacks becomes its last day. */
  static long plusMonths(long micros, int months) {
    return micros(
        LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC)
            .plusMonths(months)
            .toInstant(ZoneOffset.UTC));
  }

  /** For example {@code 2026-03-01T10:00:00.123456Z}. */
  static String isoMicros(long micros) {
    return text(micros, 'T', 6).append('Z').toString();
  }

  /** For example {@code 2026-03-01T10:00:00Z}; a fraction of a second is dropped. */
  static String isoSeconds(long micros) {
    return text(micros, 'T', 0).append('Z').toString();
  }

  /** For example {@code 2026-03-01 10:00:00.123}, UTC. */
  static String plainMillis(long micros) {
    return text(micros, ' ', 3).toString();
  }

  /** For example {@code 2026-03-01}, the UTC day. */
  static String date(long micros) {
    return text(micros, 'T', 0).substring(0, 10);
  }

  /** For example {@code 01-03-2026 11:00:00}, the clock on the wall in Amsterdam. */
  static String amsterdam(long micros) {
    return LOCAL.format(LocalDateTime.ofInstant(instant(micros), AMSTERDAM));
  }

  private static StringBuilder text(long micros, char separator, int fractionDigits) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
    long ofDay = Math.floorMod(micros, DAY);
    StringBuilder out = new StringBuilder(28);
    padded(out, date.getYear(), 4).append('-');
    padded(out, date.getMonthValue(), 2).append('-');
    padded(out, date.getDayOfMonth(), 2).append(separator);
    padded(out, ofDay / HOUR, 2).append(':');
    padded(out, ofDay / MINUTE % 60, 2).append(':');
    padded(out, ofDay / SECOND % 60, 2);
    if (fractionDigits == 6) {
      padded(out.append('.'), ofDay % SECOND, 6);
    } else if (fractionDigits == 3) {
      padded(out.append('.'), ofDay % SECOND / MILLI, 3);
    }
    return out;
  }

  private static StringBuilder padded(StringBuilder out, long value, int digits) {
    String text = Long.toString(value);
    for (int i = text.length(); i < digits; i++) {
      out.append('0');
    }
    return out.append(text);
  }
}
