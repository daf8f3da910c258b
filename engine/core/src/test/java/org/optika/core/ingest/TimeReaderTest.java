package org.optika.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.ingest.TimeFormat.Style;

class TimeReaderTest {
  private static final TimeFormat AMSTERDAM =
      new TimeFormat(Style.PATTERN, "dd-MM-uuuu HH:mm:ss", "Europe/Amsterdam");

  private final RawRow row = new RawRow(1);

  private boolean reads(TimeReader reader, String text) {
    row.putText(0, text);
    return reader.read(row, 0);
  }

  private static long micros(String instant) {
    return micros(Instant.parse(instant));
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
    "2026-03-01 10:00:00.123456789Z, 2026-03-01T10:00:00.123456Z",
    "2026-03-01T10:00Z, 2026-03-01T10:00:00Z",
    "2026-03-01T10:00:00.5+02:00, 2026-03-01T08:00:00.5Z",
    "2026-03-01T10:00:00-0130, 2026-03-01T11:30:00Z",
    "2026-03-01T10:00:00+01, 2026-03-01T09:00:00Z",
    "2026-03-01T10:00:00, 2026-03-01T10:00:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
  })
  void iso_times_are_read_to_the_microsecond(String text, String expected) {
    TimeReader reader = new TimeReader(TimeFormat.ISO_UTC);

    assertThat(reads(reader, text)).isTrue();
    assertThat(reader.earliest()).isEqualTo(micros(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T10:60:00Z",
        "2026-03-01T10:00:60Z",
        "2026-03-01",
        "2026-03-01T",
        "2026-03-01T10:00:00.Z",
        "2026-03-01T10:00:00.1234567890Z",
        "2026-03-01T10:00:00ZZ",
        "2026-03-01T10:00:00+1:00",
        "2026-03-01T10:00:00+01:000",
        "2026-03-01T10:00:00+19:00",
        "2026/03/01T10:00:00Z",
        "0000-01-01T00:00:00Z",
        "\u0662026-03-01T10:00:00Z",
        "01-03-2026",
        "yesterday",
        "Z"
      })
  void what_is_no_iso_time_is_refused(String text) {
    assertThat(reads(new TimeReader(TimeFormat.ISO_UTC), text)).isFalse();
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void iso_times_are_read_as_the_jdk_reads_them(long seed) {
    Random random = new Random(seed);
    OffsetDateTime time =
        LocalDateTime.of(
                1 + random.nextInt(9998),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1_000_000) * 1_000)
            .atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60) - 18 * 60)));
    TimeReader reader = new TimeReader(TimeFormat.ISO_UTC);

    boolean read = reads(reader, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));

    boolean representable =
        time.toInstant().atOffset(ZoneOffset.UTC).getYear() >= 1
            && time.toInstant().atOffset(ZoneOffset.UTC).getYear() <= 9999;
    assertThat(read).isEqualTo(representable);
    if (read) {
      assertThat(reader.earliest()).isEqualTo(micros(time.toInstant()));
    }
  }

  @Test
  void an_hour_that_the_clocks_skipped_is_refused() {
    TimeReader reader = new TimeReader(AMSTERDAM);

    assertThat(reads(reader, "29-03-2026 02:30:00")).isFalse();
    assertThat(reader.expected())
        .isEqualTo("a time that the clocks of Europe/Amsterdam have shown");
    assertThat(reads(reader, "29-03-2026 03:00:00")).isTrue();
    assertThat(reader.earliest()).isEqualTo(micros("2026-03-29T01:00:00Z"));
  }

  @Test
  void an_hour_that_the_clocks_showed_twice_has_two_readings() {
    TimeReader reader = new TimeReader(AMSTERDAM);

    assertThat(reads(reader, "25-10-2026 02:30:00")).isTrue();
    assertThat(reader.earliest()).isEqualTo(micros("2026-10-25T00:30:00Z"));
    assertThat(reader.latest()).isEqualTo(micros("2026-10-25T01:30:00Z"));
  }

  @Test
  void a_pattern_is_strict() {
    TimeReader reader = new TimeReader(AMSTERDAM);

    assertThat(reads(reader, "30-02-2026 10:00:00")).isFalse();
    assertThat(reads(reader, "1-3-2026 10:00:00")).isFalse();
    assertThat(reads(reader, "01-03-2026 10:00:00 ")).isTrue();
  }

  @Test
  void numbers_count_from_1970_in_their_unit() {
    TimeReader millis = new TimeReader(new TimeFormat(Style.EPOCH_MILLIS, "", "UTC"));
    row.putWhole(0, 1_772_359_200_123L);

    assertThat(millis.read(row, 0)).isTrue();
    assertThat(millis.earliest()).isEqualTo(micros("2026-03-01T10:00:00.123Z"));
    assertThat(reads(millis, "1772359200123")).isTrue();
    assertThat(reads(millis, "1772359200.123")).isFalse();
    row.putWhole(0, Long.MIN_VALUE);
    assertThat(millis.read(row, 0)).isFalse();
    row.putWhole(0, Long.MAX_VALUE);
    assertThat(millis.read(row, 0)).isFalse();
    assertThat(new TimeReader(TimeFormat.ISO_UTC).read(row, 0)).isFalse();
  }

  @Test
  void a_day_is_its_start_in_utc() {
    TimeReader reader = new TimeReader(new TimeFormat(Style.DAY, "", "Europe/Amsterdam"));

    assertThat(reads(reader, "2026-03-01")).isTrue();
    assertThat(reader.earliest()).isEqualTo(micros("2026-03-01T00:00:00Z"));
    assertThat(reads(reader, "2026-03-01T10:00:00Z")).isFalse();
  }

  @Test
  void a_week_based_year_is_refused_when_config_is_read() {
    assertThatThrownBy(() -> new TimeFormat(Style.PATTERN, "dd-MM-yyyy", "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pattern writes the year as 'uuuu', got 'dd-MM-yyyy'");
  }
}
