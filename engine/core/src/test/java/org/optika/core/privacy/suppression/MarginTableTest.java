package org.optika.core.privacy.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.optika.core.privacy.suppression.MarginTable.ALL;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarginTableTest {

  private static final MarginTable REGION_BY_DEVICE =
      MarginTable.of(
          List.of("region", "device"),
          Map.of(
              List.of("NL", "mobile"), 40L,
              List.of("NL", "desktop"), 30L,
              List.of("DE", "mobile"), 20L));

  @Test
  void margins_are_sums_and_absent_cells_are_zero() {
    assertThat(REGION_BY_DEVICE.count(List.of("NL", ALL))).isEqualTo(70);
    assertThat(REGION_BY_DEVICE.count(List.of(ALL, "mobile"))).isEqualTo(60);
    assertThat(REGION_BY_DEVICE.count(List.of(ALL, ALL))).isEqualTo(90);
    assertThat(REGION_BY_DEVICE.count(List.of("DE", "desktop"))).isZero();
    assertThat(REGION_BY_DEVICE.values("device")).containsExactly("desktop", "mobile");
  }

  @Test
  void a_table_without_dimensions_is_its_total() {
    assertThat(MarginTable.of(List.of(), Map.of(List.of(), 12L)).count(List.of())).isEqualTo(12);
    assertThat(MarginTable.of(List.of(), Map.of()).count(List.of())).isZero();
  }

  @Test
  void unusable_cells_are_refused() {
    List<String> dimensions = List.of("region", "device");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginTable.of(dimensions, Map.of(List.of("NL"), 1L)))
        .withMessage("expected one value for each of [region, device], got [NL]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginTable.of(dimensions, Map.of(List.of("NL", ALL), 1L)))
        .withMessage("margins are computed: expected a cell without '(all)', got [NL, (all)]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginTable.of(dimensions, Map.of(List.of("NL", "tv"), -1L)))
        .withMessage("subjects of [NL, tv] must be >= 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REGION_BY_DEVICE.count(List.of("NL", "tv")))
        .withMessage("Unknown value 'tv' of dimension 'device'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REGION_BY_DEVICE.values("channel"))
        .withMessage("Unknown dimension 'channel'; known: [region, device]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginTable.of(List.of("a", "a"), Map.of()))
        .withMessage("expected at most 4 distinct dimensions, got [a, a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginTable.of(List.of("a", "b", "c", "d", "e"), Map.of()))
        .withMessage("expected at most 4 distinct dimensions, got [a, b, c, d, e]");
  }

  @Test
  void a_table_with_too_many_places_is_refused() {
    Map<List<String>, Long> diagonal = new HashMap<>();
    for (int value = 0; value < 2_300; value++) {
      diagonal.put(List.of("v" + value, "v" + value), 1L);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginTable.of(List.of("a", "b"), diagonal))
        .withMessage(
            "a table over [a, b] has more than 5000000 places, margins included; publish fewer"
                + " values");
  }

  @Test
  void distinct_subjects_must_fit_their_margin() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REGION_BY_DEVICE.withMarginSubjects(Map.of(List.of("NL", "mobile"), 5L)))
        .withMessage("expected a margin, with (all) in at least one place, got [NL, mobile]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> REGION_BY_DEVICE.withMarginSubjects(Map.of(List.of("NL", ALL), 71L)))
        .withMessage(
            "distinct subjects of the margin [NL, (all)] must be at least 1 and at most the sum of"
                + " its cells");
  }
}
