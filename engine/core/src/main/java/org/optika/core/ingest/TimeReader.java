package org.optika.core.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;

/**
 * Reads times of one {@link TimeFormat} into microseconds UTC; digits beyond are cut off. Where
 * clocks were put back, a wall clock shows an hour twice: {@link #earliest} and {@link #latest} are
 * the two readings, else they are equal. Where clocks were put forward, the hour that never was is
 * refused. Not thread-safe.
 */
final class TimeReader {
  private static final long SECOND = 1_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /** Years 1 to 9999: all that a table can print. */
  private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay() * DAY;

  private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY;

  private final TimeFormat format;
  private final ZoneRules rules;
  private final DateTimeFormatter pattern;

  private long earliest;
  private long latest;
  private boolean gap;

  TimeReader(TimeFormat format) {
    this.format = format;
    this.rules = ZoneId.of(format.zone()).getRules();
    this.pattern =
        DateTimeFormatter.ofPattern(format.pattern(), Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  long earliest() {
    return earliest;
  }

  long latest() {
    return latest;
  }

  String expected() {
    return gap ? "a time that the clocks of " + format.zone() + " have shown" : format.expected();
  }

  /** Whether there is such a time; if so, {@link #earliest} and {@link #latest} hold it. */
  boolean read(RawRow row, int column) {
    gap = false;
    return switch (row.kind(column)) {
      case TEXT -> read(row.text(column).strip());
      case WHOLE -> number(row.number(column));
      case INSTANT -> set(row.number(column));
      case WALL_CLOCK -> wallClock(row.number(column));
      case DAY -> inUnits(row.number(column), DAY);
      case ABSENT, DECIMAL, FLAG, OTHER -> false;
    };
  }

  private boolean read(String text) {
    return switch (format.style()) {
      case ISO -> iso(text);
      case EPOCH_SECONDS, EPOCH_MILLIS, EPOCH_MICROS ->
          Digits.isWhole(text) && number(Long.parseLong(text));
      case DAY -> text.length() == 10 && iso(text);
      case PATTERN -> pattern(text);
    };
  }

  private boolean number(long number) {
    long unit =
        switch (format.style()) {
          case EPOCH_SECONDS -> SECOND;
          case EPOCH_MILLIS -> 1_000;
          case EPOCH_MICROS -> 1;
          case ISO, DAY, PATTERN -> 0;
        };
    return unit > 0 && inUnits(number, unit);
  }

  private boolean inUnits(long number, long unit) {
    return number > -END / unit && number < END / unit && set(number * unit);
  }

  private boolean set(long micros) {
    earliest = micros;
    latest = micros;
    return micros >= FIRST && micros < END;
  }

  /** By hand: a formatter would cost more than the rest of a row. */
  private boolean iso(String text) {
    int length = text.length();
    int year = Digits.at(text, 0, 4);
    int month = Digits.at(text, 5, 2);
    int day = Digits.at(text, 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
      return false;
    }
    if (text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    long date = LocalDate.of(year, month, day).toEpochDay() * DAY;
    if (length == 10) {
      return format.style() == TimeFormat.Style.DAY && set(date);
    }
    int hour = Digits.at(text, 11, 2);
    int minute = Digits.at(text, 14, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text.charAt(13) != ':') {
      return false;
    }
    if (text.charAt(10) != 'T' && text.charAt(10) != ' ') {
      return false;
    }
    long micros = date + (hour * 60L + minute) * 60 * SECOND;
    int at = 16;
    if (at < length && text.charAt(at) == ':') {
      int second = Digits.at(text, at + 1, 2);
      if (second < 0 || second > 59) {
        return false;
      }
      micros += second * SECOND;
      at += 3;
      if (at < length && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
        int first = ++at;
        long unit = SECOND / 10;
        for (int digit; (digit = Digits.at(text, at, 1)) >= 0; at++) {
          micros += unit * digit;
          unit /= 10;
        }
        if (at == first || at - first > 9) {
          return false;
        }
      }
    }
    if (at == length) {
      return wallClock(micros);
    }
    char sign = text.charAt(at);
    if (sign == 'Z' && at + 1 == length) {
      return set(micros);
    }
    if (sign != '+' && sign != '-') {
      return false;
    }
    int offsetHours = Digits.at(text, at + 1, 2);
    boolean colon = at + 3 < length && text.charAt(at + 3) == ':';
    int minutesAt = at + (colon ? 4 : 3);
    int offsetMinutes = minutesAt == length && !colon ? 0 : Digits.at(text, minutesAt, 2);
    if (offsetHours < 0 || offsetHours > 18 || offsetMinutes < 0 || offsetMinutes > 59) {
      return false;
    }
    if (length > minutesAt + 2) {
      return false;
    }
    long offset = (offsetHours * 60L + offsetMinutes) * 60 * SECOND;
    return set(sign == '+' ? micros - offset : micros + offset);
  }

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private boolean pattern(String text) {
    TemporalAccessor parsed;
    try {
      parsed = pattern.parse(text);
    } catch (DateTimeException malformed) {
      return false;
    }
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      Instant instant = Instant.from(parsed);
      return set(instant.getEpochSecond() * SECOND + instant.getNano() / 1_000);
    }
    if (!parsed.isSupported(ChronoField.EPOCH_DAY)) {
      return false;
    }
    long day = parsed.getLong(ChronoField.EPOCH_DAY) * DAY;
    return parsed.isSupported(ChronoField.MICRO_OF_DAY)
        ? wallClock(day + parsed.getLong(ChronoField.MICRO_OF_DAY))
        : set(day);
  }

  private boolean wallClock(long micros) {
    if (rules.isFixedOffset()) {
      return set(micros - rules.getOffset(Instant.EPOCH).getTotalSeconds() * SECOND);
    }
    if (micros < FIRST || micros >= END) {
      return false;
    }
    List<ZoneOffset> offsets =
        rules.getValidOffsets(
            LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, SECOND),
                (int) Math.floorMod(micros, SECOND) * 1_000,
                ZoneOffset.UTC));
    if (offsets.isEmpty()) {
      gap = true;
      return false;
    }
    set(micros - offsets.get(0).getTotalSeconds() * SECOND);
    latest = micros - offsets.get(offsets.size() - 1).getTotalSeconds() * SECOND;
    return true;
  }
}
