package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivityTallyTest {
  private static final int REFUSED = 300;
  private static final int NL = 0;
  private static final int BE = 1;
  private static final int PHONE = 2;
  private static final List<String> TEXTS = List.of("NL", "BE", "phone");

  private final ActivityTally tally = new ActivityTally();

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private static SegmentValue admitted(String segment, String value) {
    return new SegmentValue(segment, value, true);
  }

  private static SegmentValue refused(String segment, String value) {
    return new SegmentValue(segment, value, false);
  }

  @Test
  void a_subject_is_counted_once_in_each_segment_and_verdict() {
    long april = micros("2026-04-30T23:59:59.999999Z");
    long may = micros("2026-05-01T00:00:00Z");

    tally.begin();
    tally.touchpointIn(GateDecision.ADMITTED, april, NL, PHONE, 40);
    tally.touchpointIn(GateDecision.ADMITTED, may, NL, PHONE, 40);
    tally.touchpointIn(REFUSED, may, BE, PHONE, 1_000);
    tally.begin();
    tally.touchpointIn(GateDecision.ADMITTED, may, NL, PHONE, 1_000);

    assertThat(tally.counts(TEXTS::get).segments())
        .containsOnly(
            Map.entry(admitted("all", "all"), new SegmentCounts(2, 3, 0, 0)),
            Map.entry(refused("all", "all"), new SegmentCounts(1, 1, 0, 0)),
            Map.entry(admitted("month", "2026-04"), new SegmentCounts(1, 1, 0, 0)),
            Map.entry(admitted("month", "2026-05"), new SegmentCounts(2, 2, 0, 0)),
            Map.entry(refused("month", "2026-05"), new SegmentCounts(1, 1, 0, 0)),
            Map.entry(admitted("region", "NL"), new SegmentCounts(2, 3, 0, 0)),
            Map.entry(refused("region", "BE"), new SegmentCounts(1, 1, 0, 0)),
            Map.entry(admitted("device_class", "phone"), new SegmentCounts(2, 3, 0, 0)),
            Map.entry(refused("device_class", "phone"), new SegmentCounts(1, 1, 0, 0)),
            Map.entry(admitted("channel", "40"), new SegmentCounts(1, 2, 0, 0)),
            Map.entry(refused("channel", "1000"), new SegmentCounts(1, 1, 0, 0)),
            Map.entry(admitted("channel", "1000"), new SegmentCounts(1, 1, 0, 0)));
  }

  @Test
  void orders_add_to_revenue_and_refunds_take_from_it() {
    long at = micros("2026-04-01T00:00:00Z");

    tally.begin();
    tally.orderIn(GateDecision.ADMITTED, at, NL, PHONE, 500);
    tally.refundIn(GateDecision.ADMITTED, at, NL, PHONE, 120);

    assertThat(tally.counts(TEXTS::get).segments())
        .containsEntry(admitted("all", "all"), new SegmentCounts(1, 0, 1, 380))
        .containsEntry(admitted("region", "NL"), new SegmentCounts(1, 0, 1, 380))
        .doesNotContainKey(admitted("channel", "0"));
  }

  @Test
  void rows_are_counted_by_decision_and_counts_of_different_subjects_add_up() {
    tally.begin();
    tally.touchpoints(GateDecision.ADMITTED, 3);
    tally.touchpoints(REFUSED, 2);
    tally.conversion(ActivityTally.REFUND_WITHOUT_ORDER);
    ActivityCounts counts = tally.counts(TEXTS::get);

    assertThat(counts.plus(ActivityCounts.NONE)).isEqualTo(counts);
    assertThat(counts.plus(counts))
        .isEqualTo(
            new ActivityCounts(
                Map.of(GateDecision.ADMITTED, 6L, REFUSED, 4L),
                Map.of(ActivityTally.REFUND_WITHOUT_ORDER, 2L),
                Map.of()));
  }
}
