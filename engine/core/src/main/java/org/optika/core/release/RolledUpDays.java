package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Days are rolled up into weeks or months.
 *
 * @param key a key of which each value is a day, ISO, such as 2026-01-05
 * @param into {@code week} (of ISO 8601, from Monday on, such as 2026-W02) or {@code month} (such
 *     as 2026-01)
 */
public record RolledUpDays(String key, String into) implements Coarsening {
  private static final Map<String, DateTimeFormatter> NAMES =
      Map.of(
          "week", DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.GERMANY),
          "month", DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT));

  public RolledUpDays {
    require(
        NAMES.containsKey(into),
        "level '%s': days go into %s; other groups need a list of what they are made of",
        into,
        List.of("week", "month"));
  }

  @Override
  public List<String> coarser(List<String> values) {
    return values.stream().map(this::coarser).toList();
  }

  private String coarser(String value) {
    try {
      return LocalDate.parse(value).format(NAMES.get(into));
    } catch (DateTimeException noDay) {
      throw new IllegalArgumentException(
          "level '%s': expected days such as 2026-01-05 in '%s', got '%s'"
              .formatted(into, key, value),
          noDay);
    }
  }
}
