package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.core.consent.EventBuilder.event;
import static org.optika.core.consent.EventBuilder.micros;
import static org.optika.core.consent.TestRules.ACCOUNTABILITY;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.MEASUREMENT;
import static org.optika.core.consent.TestRules.PACK;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.EventBuilder;
import org.optika.core.gate.Explanation.Holding;
import org.optika.core.gate.Explanation.Line;
import org.optika.core.ingest.Action;

class ExplanationTest {
  private static final long KNOWN_AT = micros("2026-06-01");
  private static final List<ConsentInterval> INTERVALS =
      timeline(
          event("yes", Action.GIVEN, "2026-03-01").notice("other", 1),
          event("gone", Action.WITHDRAWN, "2026-03-10"),
          event("again", Action.RENEWED, "2026-03-20").notice("other", 1),
          event("late", Action.REFUSED, "2026-03-25").known("2026-07-01"));

  @Test
  void a_refusal_names_states_rules_events_and_what_closed_in_between() {
    Explanation explanation = explain("2026-03-05", "2026-05-01", MEASUREMENT);

    Refusal refusal = new Refusal(MEASUREMENT, GateClock.REOPENING, "withdrawn");
    assertThat(explanation.refusal()).contains(refusal);
    assertThat(explanation.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.refusal()).contains(refusal);
              assertThat(read(line.atEvent())).isEqualTo("CONSENT consent yes");
              assertThat(read(line.asOf())).isEqualTo("CONSENT consent again");
              assertThat(line.closing().flatMap(ConsentInterval::eventId)).contains("gone");
              assertThat(line.timeline().stream().map(each -> each.eventId().orElseThrow()))
                  .containsExactly("yes", "gone", "again", "again"); // the last one: its expiry
            });
  }

  @Test
  void lines_come_in_the_order_of_the_rule_pack_each_with_its_own_verdict() {
    Explanation explanation =
        explain("2026-03-21", "2026-05-01", ACCOUNTABILITY, EMAIL, MEASUREMENT);

    assertThat(explanation.refusal()).contains(new Refusal(EMAIL, GateClock.EVENT_TIME, "unknown"));
    assertThat(explanation.lines().stream().map(Line::purpose))
        .containsExactly(MEASUREMENT, EMAIL, ACCOUNTABILITY);
    assertThat(explanation.lines().stream().map(line -> line.refusal().isEmpty()))
        .containsExactly(true, false, true);
    assertThat(explanation.lines().stream().map(line -> read(line.atEvent())))
        .containsExactly("CONSENT consent again", "UNKNOWN R1 -", "LEGAL_OBLIGATION basis -");
    assertThat(explanation.lines().get(0).closing()).isEmpty();
  }

  @Test
  void before_the_first_event_the_default_holds() {
    Line line = explain("2026-02-01", "2026-05-01", MEASUREMENT).lines().get(0);

    assertThat(line.atEvent()).isEqualTo(new Holding(ConsentState.UNKNOWN, "R1", Optional.empty()));
    assertThat(line.refusal()).contains(new Refusal(MEASUREMENT, GateClock.EVENT_TIME, "unknown"));
  }

  @Test
  void activity_later_than_the_processing_is_refused_as_such() {
    assertThat(explain("2026-05-02", "2026-05-01", MEASUREMENT).refusal())
        .contains(new Refusal(MEASUREMENT, GateClock.AFTER_AS_OF, "after-as-of"));
  }

  private static Explanation explain(String at, String asOf, String... purposes) {
    return Explanation.of(INTERVALS, List.of(purposes), micros(at), micros(asOf), KNOWN_AT, PACK);
  }

  private static String read(Holding holding) {
    String event = holding.interval().flatMap(ConsentInterval::eventId).orElse("-");
    return "%s %s %s".formatted(holding.state(), holding.ruleId(), event);
  }

  private static List<ConsentInterval> timeline(EventBuilder... builders) {
    List<ConsentEvent> events = Stream.of(builders).map(EventBuilder::build).toList();
    return ConsentTimeline.of(events, PACK.purpose(MEASUREMENT), PACK);
  }
}
