package org.optika.core.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetentionLimitTest {
  private static final RetentionLimit TWO_YEARS = limit("measurement", 24);
  private static final RetentionLimit A_YEAR = limit("profiling", 12);

  @Test
  void rows_are_past_a_limit_when_they_are_older() {
    Map<Integer, Long> rows = Map.of(3, 500L, 12, 40L, 13, 30L, 24, 20L, 25, 15L, 40, 10L);

    assertThat(states(rows, TWO_YEARS, A_YEAR))
        .containsExactly(state(TWO_YEARS, 40, 25), state(A_YEAR, 40, 75));
  }

  @Test
  void nothing_is_past_a_limit_that_the_oldest_row_has_reached() {
    assertThat(states(Map.of(24, 3L), TWO_YEARS)).containsExactly(state(TWO_YEARS, 24, 0));
    assertThat(states(Map.of(), TWO_YEARS))
        .containsExactly(
            new RetentionLimit.State(TWO_YEARS, OptionalInt.empty(), OptionalLong.of(0)));
  }

  /** Between 13 months, where a class ends, and 24, there are 9 rows; 24 is past neither. */
  @Test
  void numbers_are_withheld_where_a_stretch_between_classes_and_limits_has_few_rows() {
    Map<Integer, Long> rows = Map.of(3, 500L, 20, 9L, 30, 50L);

    assertThat(states(rows, TWO_YEARS))
        .containsExactly(
            new RetentionLimit.State(TWO_YEARS, OptionalInt.of(30), OptionalLong.empty()));
  }

  /** Of 25 to 30 months 12 rows, which the class over 25 months would show together. */
  @Test
  void a_limit_that_cuts_few_rows_off_a_class_is_withheld() {
    Map<Integer, Long> rows = Map.of(3, 500L, 28, 12L, 40, 5L);
    RetentionLimit cutting = limit("measurement", 30);

    assertThat(states(rows, cutting))
        .containsExactly(
            new RetentionLimit.State(cutting, OptionalInt.of(40), OptionalLong.empty()));
    assertThat(states(rows, limit("measurement", 40)))
        .containsExactly(state(limit("measurement", 40), 40, 0));
  }

  @Test
  void no_row_past_a_limit_is_told_even_where_younger_ones_are_few() {
    assertThat(states(Map.of(3, 500L, 20, 1L), TWO_YEARS)).containsExactly(state(TWO_YEARS, 20, 0));
  }

  @Test
  void ages_are_classed_as_the_table_of_retention_shows_them() {
    StoredAges ages = ages(Map.of(0, 1L, 6, 2L, 7, 3L, 13, 4L, 25, 5L, 26, 6L));

    assertThat(ages.byClass())
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(Age.HALF_A_YEAR, 3L, Age.A_YEAR, 7L, Age.TWO_YEARS, 5L, Age.OLDER, 6L)));
  }

  @Test
  void a_limit_of_no_time_is_refused() {
    assertThatThrownBy(() -> limit("measurement", 0))
        .hasMessage("rows of touchpoints are kept for at least a month, got 0");
  }

  @Test
  void rows_are_known_by_their_table() {
    for (StoredData data : StoredData.values()) {
      assertThat(StoredData.ofTable(data.table())).contains(data);
    }
    assertThat(StoredData.ofTable("customer")).isEmpty();
    assertThat(StoredData.tables()).containsExactly("consent_event", "touchpoint", "conversion");
  }

  private static RetentionLimit limit(String purpose, int months) {
    return new RetentionLimit(purpose, "activity", StoredData.TOUCHPOINTS, months);
  }

  private static StoredAges ages(Map<Integer, Long> rows) {
    return new StoredAges(new TreeMap<>(rows));
  }

  private static List<RetentionLimit.State> states(
      Map<Integer, Long> rows, RetentionLimit... limits) {
    return RetentionLimit.states(List.of(limits), Map.of(StoredData.TOUCHPOINTS, ages(rows)), 10);
  }

  private static RetentionLimit.State state(RetentionLimit limit, int oldest, long past) {
    return new RetentionLimit.State(limit, OptionalInt.of(oldest), OptionalLong.of(past));
  }
}
