package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.sample.Times.micros;

import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void instants_are_written_in_each_format() {
    long at = micros("2026-07-05T08:09:01.020304Z");

    assertThat(Times.isoMicros(at)).isEqualTo("2026-07-05T08:09:01.020304Z");
    assertThat(Times.isoSeconds(at)).isEqualTo("2026-07-05T08:09:01Z");
    assertThat(Times.plainMillis(at)).isEqualTo("2026-07-05 08:09:01.020");
    assertThat(Times.date(at)).isEqualTo("2026-07-05");
    assertThat(Times.amsterdam(at)).isEqualTo("05-07-2026 10:09:01");
  }

  @Test
  void instants_before_1970_and_winter_time_are_written_too() {
    assertThat(Times.isoMicros(-1)).isEqualTo("1969-12-31T23:59:59.999999Z");
    assertThat(Times.amsterdam(micros("2026-01-05T08:00:00Z"))).isEqualTo("05-01-2026 09:00:00");
  }

  @Test
  void months_end_at_the_last_day_that_there_is() {
    assertThat(Times.plusMonths(micros("2025-08-31T10:00:00.000001Z"), 6))
        .isEqualTo(micros("2026-02-28T10:00:00.000001Z"));
    assertThat(Times.plusMonths(micros("2024-02-29T00:00:00Z"), 12))
        .isEqualTo(micros("2025-02-28T00:00:00Z"));
  }
}
