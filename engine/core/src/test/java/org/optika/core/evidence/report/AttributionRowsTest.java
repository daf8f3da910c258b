package org.optika.core.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threshold 10, hand-computed. Columns: month, policy, channel, model, six figures, withheld. */
class AttributionRowsTest {

  @Test
  void large_channels_are_shown_as_they_are_and_add_up() {
    List<List<Object>> rows = rows(credit("direct", 30.00004, null), credit("email", 12, 6.0));
    assertThat(rows)
        .containsExactly(
            Arrays.asList(
                "2026-07", "drop", "direct", "m", 30.0, null, null, 300.0004, null, null, false),
            Arrays.asList(
                "2026-07", "drop", "email", "m", 12.0, null, null, 120.0, 6.0, 20.0, false),
            Arrays.asList(
                "2026-07", "drop", "all", "m", 42.0, null, null, 420.0004, null, null, false));
  }

  @Test
  void two_small_channels_that_reach_the_threshold_together_are_summed_up() {
    List<List<Object>> rows =
        rows(credit("direct", 30, null), credit("video", 6, 1.0), credit("email", 7, 2.0));
    assertThat(rows)
        .extracting(row -> row.get(2))
        .containsExactly("direct", "(small channels)", "all");
    assertThat(rows.get(1).subList(4, 10))
        .isEqualTo(Arrays.asList(13.0, null, null, 130.0, 3.0, 130.0 / 3));
  }

  /** Alone it would be the total minus the others. */
  @Test
  void a_single_small_channel_takes_the_next_smallest_along() {
    List<List<Object>> rows =
        rows(credit("direct", 30, null), credit("video", 3, null), credit("email", 12, null));
    assertThat(rows)
        .extracting(row -> row.get(2))
        .containsExactly("direct", "(small channels)", "all");
    assertThat(rows.get(1).get(4)).isEqualTo(15.0);
  }

  @Test
  void a_month_with_few_conversions_says_nothing_but_that() {
    assertThat(rows(credit("direct", 5, 1.0), credit("email", 4.9, null)))
        .containsExactly(
            Arrays.asList("2026-07", "drop", "all", "m", null, null, null, null, null, null, true));
  }

  @Test
  void a_month_without_conversions_has_no_row() {
    assertThat(rows()).isEmpty();
  }

  private static AttributionRows.Credit credit(String channel, double conversions, Double cost) {
    return new AttributionRows.Credit(channel, conversions, null, null, conversions * 10, cost);
  }

  private static List<List<Object>> rows(AttributionRows.Credit... credits) {
    return AttributionRows.of("2026-07", "drop", "m", List.of(credits), 10);
  }
}
