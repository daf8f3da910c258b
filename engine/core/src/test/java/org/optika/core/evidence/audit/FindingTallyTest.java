package org.optika.core.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.optika.core.evidence.audit.FindingTally.Count;
import org.optika.core.evidence.audit.FindingTally.Sort;

class FindingTallyTest {
  private static final Violation SET =
      new Violation(
          ViolationKind.SET_WITHOUT_PERMISSION, "profiling", "ads", "refused", Optional.empty());
  private static final Violation READ =
      new Violation(
          ViolationKind.READ_AFTER_WITHDRAWAL,
          "profiling",
          "ads",
          "withdrawn",
          Optional.of(DelayClass.UP_TO_1_HOUR));
  private static final Unmapped STRANGE =
      new Unmapped(ObservationKind.COOKIE_SET, "www.shop.example", "strange");

  @Test
  void devices_are_counted_once_for_each_sort_and_observations_each_time() {
    FindingTally tally = new FindingTally();

    tally.add(
        new DeviceFindings(
            7, List.of(SET, SET, READ), Map.of(STRANGE, 2L), Set.of("statistics"), 1, 0));
    tally.add(new DeviceFindings(5, List.of(READ, READ), Map.of(STRANGE, 1L), Set.of(), 0, 2));
    tally.add(new DeviceFindings(1, List.of(), Map.of(), Set.of("statistics"), 0, 0));

    assertThat(tally.violations())
        .containsExactly(
            entry(
                new Sort(ViolationKind.SET_WITHOUT_PERMISSION, "profiling", "ads", "refused"),
                new Count(1, 2)),
            entry(
                new Sort(ViolationKind.READ_AFTER_WITHDRAWAL, "profiling", "ads", "withdrawn"),
                new Count(2, 3)));
    assertThat(tally.delays()).containsExactly(entry(DelayClass.UP_TO_1_HOUR, new Count(2, 3)));
    assertThat(tally.unmapped()).containsExactly(entry(STRANGE, new Count(2, 3)));
    assertThat(tally.absent()).containsExactly(entry("statistics", 2L));
    assertThat(tally.observations()).isEqualTo(13);
    assertThat(tally.clearedLater()).isOne();
    assertThat(tally.foundLater()).isEqualTo(2);
  }
}
