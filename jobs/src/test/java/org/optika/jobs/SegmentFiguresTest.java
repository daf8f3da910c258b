package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class SegmentFiguresTest {
  private static final int THRESHOLD = 10;

  /** Admitted subjects by value; ten times as many are refused. */
  private static List<Row> coverage(Map<String, Map<String, Integer>> admitted) {
    List<Row> rows = new ArrayList<>();
    admitted.forEach(
        (segment, values) ->
            values.forEach(
                (value, subjects) -> {
                  rows.add(row(segment, value, "admitted", subjects));
                  rows.add(row(segment, value, "refused", 10 * subjects));
                }));
    return rows;
  }

  private static Row row(String segment, String value, String verdict, int subjects) {
    return RowFactory.create(
        segment, value, verdict, (long) subjects, 2L * subjects, BigDecimal.valueOf(subjects));
  }

  @Test
  void a_whole_that_one_segment_has_to_hide_is_hidden_in_all() {
    List<Row> coverage =
        coverage(
            Map.of(
                "all", Map.of("all", 11),
                "month", Map.of("2026-07", 11),
                "region", Map.of("NL-NH", 5, "NL-ZH", 6)));
    assertThat(figures(coverage, "month").published("all")).isPresent();

    Map<String, SegmentFigures> figures =
        SegmentFigures.of(List.of("month", "region"), coverage, THRESHOLD);

    // 5 + 6 = 11: with the whole known, each would lie between 1 and 10.
    assertThat(figures.get("region").published("NL-NH")).isEmpty();
    assertThat(figures.get("region").published("all")).isEmpty();
    assertThat(figures.get("month").published("all")).isEmpty();
    assertThat(figures.get("month").published("2026-07")).isEmpty();
  }

  @Test
  void segments_without_few_people_are_published() {
    List<Row> coverage =
        coverage(Map.of("all", Map.of("all", 45), "region", Map.of("NL-NH", 20, "NL-ZH", 25)));

    SegmentFigures figures = figures(coverage, "region");

    SegmentFigures.Pair published = figures.published("NL-NH").orElseThrow();
    assertThat(published.permitted())
        .isEqualTo(new SegmentFigures.Activity(20, 40, BigDecimal.valueOf(20)));
    assertThat(published.refused().subjects()).isEqualTo(200);
    assertThat(figures.isEmpty("FR-IDF")).isTrue();
  }

  @Test
  void few_people_are_not_a_subtraction() {
    List<Row> coverage =
        coverage(
            Map.of(
                "all", Map.of("all", 148),
                "region", Map.of("NL-NH", 3, "NL-ZH", 45, "FR-IDF", 100)));

    SegmentFigures figures = figures(coverage, "region");

    assertThat(figures.published("NL-NH")).isEmpty();
    assertThat(figures.published("NL-ZH")).isEmpty();
    assertThat(figures.published("FR-IDF")).isPresent();
    assertThat(figures.published("all")).isPresent();
  }

  private static SegmentFigures figures(List<Row> coverage, String segment) {
    return SegmentFigures.of(List.of(segment), coverage, THRESHOLD).get(segment);
  }
}
