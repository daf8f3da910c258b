package org.optika.core.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.optin.OptInDimension.DEVICE_CLASS;
import static org.optika.core.optin.OptInDimension.MONTH;
import static org.optika.core.optin.OptInDimension.WEEK;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptInTallyTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final List<OptInDimension> BY_DEVICE = List.of(DEVICE_CLASS);
  private static final List<OptInDimension> BY_DEVICE_AND_MONTH = List.of(DEVICE_CLASS, MONTH);
  private static final String ALL = OptInTally.ALL;

  private static OptInTally tally() {
    return new OptInTally(List.of(BY_DEVICE, BY_DEVICE_AND_MONTH, List.of()), ZONE);
  }

  private static NoticeContext on(String device) {
    return new NoticeContext("banner", 1, "A", "web", device, "NL", "NL-NH", "site");
  }

  private static OptInFact showing(String at, String device, OptInAnswer answer) {
    return new Showing(
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at)),
        on(device),
        answer,
        answer == OptInAnswer.NONE ? ChoiceForm.NONE : ChoiceForm.SAVE);
  }

  @Test
  void showings_count_each_time_and_subjects_once_a_cell() {
    OptInTally tally = tally();
    tally.add(
        1,
        "measurement",
        List.of(
            showing("2026-03-01T10:00:00Z", "mobile", OptInAnswer.NO),
            showing("2026-03-02T10:00:00Z", "mobile", OptInAnswer.YES),
            showing("2026-03-03T10:00:00Z", "desktop", OptInAnswer.YES)));
    tally.add(
        2, "measurement", List.of(showing("2026-03-01T10:00:00Z", "mobile", OptInAnswer.YES)));

    Map<List<String>, OptInCell> cells = tally.cells(BY_DEVICE, "measurement");

    assertThat(cells).containsOnlyKeys(List.of(ALL), List.of("mobile"), List.of("desktop"));
    assertThat(cells.get(List.of("mobile")).counts().showings()).isEqualTo(3);
    assertThat(cells.get(List.of("mobile")).counts().optIns()).isEqualTo(2);
    assertThat(cells.get(List.of("mobile")).subjects())
        .isEqualTo(Map.of("YES", 2L, "NO", 1L, ALL, 2L));
    assertThat(cells.get(List.of(ALL)).counts().showings()).isEqualTo(4);
    assertThat(cells.get(List.of(ALL)).subjects()).isEqualTo(Map.of("YES", 2L, "NO", 1L, ALL, 2L));
  }

  @Test
  void what_is_counted_apart_has_no_subjects_behind_an_answer() {
    OptInTally tally = tally();
    tally.add(
        1, "measurement", List.of(new CountedApart(0, on("mobile"), CountedApart.Kind.IMPORT)));

    OptInCell cell = tally.cells(List.of(), "measurement").get(List.of());

    assertThat(cell.counts().imports()).isEqualTo(1);
    assertThat(cell.counts().showings()).isZero();
    assertThat(cell.subjects()).isEmpty();
  }

  @Test
  void months_and_weeks_begin_at_midnight_of_the_zone() {
    OptInTally tally = new OptInTally(List.of(List.of(MONTH, WEEK)), ZONE);
    // Monday 2026-06-01 00:30 in Amsterdam.
    tally.add(1, "p", List.of(showing("2026-05-31T22:30:00Z", "tv", OptInAnswer.NONE)));

    assertThat(tally.cells(List.of(MONTH, WEEK), "p"))
        .containsOnlyKeys(
            List.of("2026-06", "2026-06-01"),
            List.of("2026-06", ALL),
            List.of(ALL, "2026-06-01"),
            List.of(ALL, ALL));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void parts_in_any_order_add_up_to_what_sets_of_subjects_count(long seed) {
    Random random = new Random(seed);
    List<OptInTally> parts = new ArrayList<>();
    for (int part = 0; part < 4; part++) {
      parts.add(tally());
    }
    Map<List<String>, Long> showings = new HashMap<>();
    Map<List<String>, Set<Long>> subjects = new HashMap<>();
    for (long subject = 0; subject < 60; subject++) {
      List<OptInFact> facts = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        String device = List.of("mobile", "desktop", "").get(random.nextInt(3));
        int month = 1 + random.nextInt(3);
        facts.add(
            showing(
                "2026-0%d-15T12:00:00Z".formatted(month),
                device,
                OptInAnswer.values()[random.nextInt(3)]));
        for (String shown : List.of(device.isEmpty() ? "unknown" : device, ALL)) {
          for (String in : List.of("2026-0" + month, ALL)) {
            showings.merge(List.of(shown, in), 1L, Long::sum);
            subjects.computeIfAbsent(List.of(shown, in), key -> new HashSet<>()).add(subject);
          }
        }
      }
      parts.get(random.nextInt(4)).add(subject, "p", facts);
    }
    Collections.shuffle(parts, random);

    OptInTally whole = tally();
    parts.forEach(whole::merge);

    Map<List<String>, OptInCell> cells = whole.cells(BY_DEVICE_AND_MONTH, "p");
    assertThat(cells).containsOnlyKeys(showings.keySet());
    cells.forEach(
        (values, cell) -> {
          assertThat(cell.counts().showings()).isEqualTo(showings.get(values));
          assertThat(cell.subjects().get(ALL)).isEqualTo(subjects.get(values).size());
        });
  }

  @Test
  void merged_tallies_take_no_more_facts() {
    OptInTally tally = tally().merge(tally());

    assertThatThrownBy(() -> tally.add(1, "p", List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("facts are added before tallies are merged");
  }

  @Test
  void tables_that_were_not_asked_for_and_other_tallies_are_refused() {
    assertThatThrownBy(() -> tally().cells(List.of(MONTH), "p"))
        .hasMessageStartingWith("not tallied: [MONTH]; tallied: [[DEVICE_CLASS]");
    assertThatThrownBy(() -> tally().merge(new OptInTally(List.of(), ZONE)))
        .hasMessageStartingWith("cannot merge tallies of groupings [[DEVICE_CLASS]");
    assertThatThrownBy(() -> OptInDimension.find("shoe_size"))
        .hasMessageStartingWith("Unknown dimension 'shoe_size'; known: [collection_channel, ");
  }
}
