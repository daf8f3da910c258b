package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DayCountTest {
  private static final long DAY = 86_400_000_000L;

  @Test
  void more_than_the_most_on_one_day_are_too_many() {
    DayCount count = new DayCount(2);
    count.begin();

    assertThat(count.isTooMany(5 * DAY)).isFalse();
    assertThat(count.isTooMany(5 * DAY)).isFalse();
    assertThat(count.isTooMany(6 * DAY - 1)).isTrue();
  }

  @Test
  void each_utc_day_is_counted_by_itself_also_before_1970() {
    DayCount count = new DayCount(1);
    count.begin();

    assertThat(count.isTooMany(-DAY)).isFalse();
    assertThat(count.isTooMany(0)).isFalse();
    assertThat(count.isTooMany(DAY)).isFalse();
    assertThat(count.isTooMany(DAY + 1)).isTrue();
  }

  @Test
  void another_subject_begins_with_none() {
    DayCount count = new DayCount(1);
    count.begin();
    count.isTooMany(DAY);
    count.begin();

    assertThat(count.isTooMany(DAY)).isFalse();
  }
}
