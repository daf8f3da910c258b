package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.consent.EventBuilder.event;
import static org.optika.core.consent.EventBuilder.micros;
import static org.optika.core.consent.TestRules.ACCOUNTABILITY;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.MEASUREMENT;
import static org.optika.core.consent.TestRules.PACK;
import static org.optika.core.consent.TestRules.SERVICE;
import static org.optika.core.consent.TestRules.STATISTICS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.EventBuilder;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RandomWorld;
import org.optika.core.consent.RulePack;
import org.optika.core.ingest.Action;

/** "Using a permission: the gate" of docs/consent.md. */
class GateDecisionTest {
  private static final String AS_OF = "2026-05-01";

  @Test
  void consent_admits_from_its_own_instant_on() {
    EventBuilder yes = given(MEASUREMENT, "2026-03-01");

    assertThat(decide("2026-02-28T23:59:59.999999Z", MEASUREMENT, yes))
        .isEqualTo("measurement event_time unknown");
    assertThat(decide("2026-03-01", MEASUREMENT, yes)).isEqualTo("admitted");
    assertThat(decide("2026-04-01", MEASUREMENT, yes)).isEqualTo("admitted");
  }

  @Test
  void condition_1_activity_after_the_time_of_processing_is_out() {
    EventBuilder yes = given(MEASUREMENT, "2026-03-01");

    assertThat(decide(AS_OF, MEASUREMENT, yes)).isEqualTo("admitted");
    assertThat(decide("2026-05-01T00:00:00.000001Z", MEASUREMENT, yes))
        .isEqualTo("measurement after_as_of after-as-of");
    assertThat(decide("2026-05-02", STATISTICS)).isEqualTo("statistics after_as_of after-as-of");
    assertThat(decide("2026-05-02", ACCOUNTABILITY))
        .isEqualTo("accountability after_as_of after-as-of");
  }

  @Test
  void condition_2_names_the_state_at_the_activity() {
    EventBuilder no = event("no", Action.REFUSED, "2026-03-01").purpose(MEASUREMENT);
    EventBuilder yes = given(MEASUREMENT, "2026-04-01");

    assertThat(decide("2026-03-31T23:59:59.999999Z", MEASUREMENT, no, yes))
        .isEqualTo("measurement event_time refused");
    assertThat(decide("2026-04-01", MEASUREMENT, no, yes)).isEqualTo("admitted");
  }

  @Test
  void condition_3_names_the_state_at_the_time_of_processing() {
    EventBuilder yes = given(MEASUREMENT, "2026-03-01");
    EventBuilder no = event("no", Action.WITHDRAWN, AS_OF).purpose(MEASUREMENT);
    EventBuilder later =
        event("no", Action.WITHDRAWN, "2026-05-01T00:00:00.000001Z").purpose(MEASUREMENT);

    assertThat(decide("2026-03-02", MEASUREMENT, yes, no)).isEqualTo("measurement as_of withdrawn");
    assertThat(decide("2026-03-02", MEASUREMENT, yes, later)).isEqualTo("admitted");
  }

  @Test
  void condition_3_consent_that_has_expired_admits_nothing_anymore() {
    assertThat(
            decide(
                "2026-03-02", MEASUREMENT, given(MEASUREMENT, "2026-03-01").expires("2026-04-01")))
        .isEqualTo("measurement as_of expired");
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, refused",
    "WITHDRAWN, withdrawn",
    "OBJECTED, objected",
    "REVOKED, revoked",
  })
  void condition_4_new_consent_does_not_open_what_was_closed_before_it(
      Action action, String reason) {
    EventBuilder yes = given(MEASUREMENT, "2026-03-01");
    EventBuilder no = event("no", action, "2026-03-10").purpose(MEASUREMENT);
    EventBuilder again = event("again", Action.GIVEN, "2026-03-20").purpose(MEASUREMENT);

    assertThat(decide("2026-03-09T23:59:59.999999Z", MEASUREMENT, yes, no, again))
        .isEqualTo("measurement reopening " + reason);
    assertThat(decide("2026-03-10", MEASUREMENT, yes, no, again))
        .isEqualTo("measurement event_time " + reason);
    assertThat(decide("2026-03-20", MEASUREMENT, yes, no, again)).isEqualTo("admitted");
  }

  @Test
  void condition_4_a_conflict_closes_too_and_the_first_closing_state_is_named() {
    EventBuilder yes = given(MEASUREMENT, "2026-03-01");
    EventBuilder no = event("no", Action.WITHDRAWN, "2026-03-10").purpose(MEASUREMENT);
    EventBuilder also = event("also", Action.GIVEN, "2026-03-10").purpose(MEASUREMENT);
    EventBuilder more = event("more", Action.OBJECTED, "2026-03-15").purpose(MEASUREMENT);
    EventBuilder again = event("again", Action.GIVEN, "2026-03-20").purpose(MEASUREMENT);

    assertThat(decide("2026-03-05", MEASUREMENT, yes, no, also, more, again))
        .isEqualTo("measurement reopening conflict");
  }

  @Test
  void condition_4_an_expiry_in_between_closes_nothing() {
    EventBuilder yes = given(MEASUREMENT, "2026-03-01").expires("2026-03-10");
    EventBuilder again = event("again", Action.GIVEN, "2026-03-20").purpose(MEASUREMENT);

    assertThat(decide("2026-03-05", MEASUREMENT, yes, again)).isEqualTo("admitted");
  }

  @Test
  void condition_4_does_not_bind_a_purpose_that_reopens() {
    EventBuilder yes = given(SERVICE, "2026-03-01");
    EventBuilder no = event("no", Action.WITHDRAWN, "2026-03-10").purpose(SERVICE);
    EventBuilder again = event("again", Action.GIVEN, "2026-03-20").purpose(SERVICE);

    assertThat(decide("2026-03-05", SERVICE, yes, no, again)).isEqualTo("admitted");
    assertThat(decide("2026-03-15", SERVICE, yes, no, again))
        .isEqualTo("service_mail event_time withdrawn");
    assertThat(decide("2026-03-05", SERVICE, yes, no)).isEqualTo("service_mail as_of withdrawn");
  }

  @Test
  void a_refund_asks_at_the_time_of_its_order_unless_it_lies_ahead() {
    assertThat(GateDecision.refundAsksAt(30, 10, 40)).isEqualTo(10);
    assertThat(GateDecision.refundAsksAt(40, 10, 40)).isEqualTo(10);
    assertThat(GateDecision.refundAsksAt(41, 10, 40)).isEqualTo(41);
  }

  @Test
  void a_purpose_asked_at_event_time_needs_conditions_1_and_2_only() {
    EventBuilder yes = given(STATISTICS, "2026-03-01");
    EventBuilder no = event("no", Action.WITHDRAWN, "2026-03-10").purpose(STATISTICS);
    EventBuilder again = event("again", Action.GIVEN, "2026-03-20").purpose(STATISTICS);

    assertThat(decide("2026-03-05", STATISTICS, yes, no)).isEqualTo("admitted");
    assertThat(decide("2026-03-05", STATISTICS, yes, no, again)).isEqualTo("admitted");
    assertThat(decide("2026-03-15", STATISTICS, yes, no, again))
        .isEqualTo("statistics event_time withdrawn");
  }

  @Test
  void a_subject_without_record_has_the_default_states() {
    GateRule consent = GateRule.of(PACK, List.of(MEASUREMENT));
    GateRule obligation = GateRule.of(PACK, List.of(ACCOUNTABILITY));
    long[] none = {};
    long[] absent = null;
    LongList absentList = null;

    assertThat(GateDecision.decide(none, none, consent.defaultState(), 1, 2, consent))
        .isEqualTo(GateDecision.decide(absent, absent, consent.defaultState(), 1, 2, consent))
        .isEqualTo(
            GateDecision.decide(absentList, absentList, consent.defaultState(), 1, 2, consent))
        .satisfies(
            code ->
                assertThat(Refusal.of(code, PACK))
                    .contains(new Refusal(MEASUREMENT, GateClock.EVENT_TIME, "unknown")));
    assertThat(GateDecision.decide(absent, absent, obligation.defaultState(), 1, 2, obligation))
        .isEqualTo(GateDecision.ADMITTED);
  }

  @Test
  void of_several_purposes_the_first_of_the_rule_pack_that_fails_is_named() {
    EventBuilder yes = given(MEASUREMENT, "2026-03-01");
    EventBuilder no = event("no", Action.WITHDRAWN, "2026-04-01").purpose(MEASUREMENT);
    EventBuilder mail = event("mail", Action.GIVEN, "2026-03-01").purpose(EMAIL);
    List<String> purposes = List.of(EMAIL, MEASUREMENT);

    assertThat(decide("2026-03-02", purposes, yes, mail)).isEqualTo("admitted");
    assertThat(decide("2026-03-02", purposes, yes)).isEqualTo("email_marketing event_time unknown");
    assertThat(decide("2026-03-02", purposes, yes, no)).isEqualTo("measurement as_of withdrawn");
    assertThat(decide("2026-05-02", purposes)).isEqualTo("measurement after_as_of after-as-of");
  }

  @Test
  void knowledge_after_known_at_does_not_exist() {
    List<ConsentInterval> intervals =
        intervals(
            given(MEASUREMENT, "2026-03-01"),
            event("no", Action.WITHDRAWN, "2026-04-01").purpose(MEASUREMENT).known("2026-04-10"));
    List<String> purposes = List.of(MEASUREMENT);
    long activity = micros("2026-03-02");

    assertThat(decide(intervals, purposes, activity, micros("2026-04-10") - 1))
        .isEqualTo("admitted");
    assertThat(decide(intervals, purposes, activity, micros("2026-04-10")))
        .isEqualTo("measurement as_of withdrawn");
    assertThat(decide(intervals, purposes, activity, micros("2026-03-01") - 1))
        .isEqualTo("measurement event_time unknown");
  }

  @Test
  void a_gate_names_each_purpose_once_and_at_least_one() {
    assertThatThrownBy(() -> GateRule.of(PACK, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a gate needs at least one purpose");
    assertThatThrownBy(() -> GateRule.of(PACK, List.of(EMAIL, EMAIL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("purpose named twice in [email_marketing, email_marketing]");
    assertThatThrownBy(() -> GateRule.of(PACK, List.of("emial")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown purpose 'emial'; known: [measurement, email_marketing");
  }

  @Test
  void codes_are_read_back_and_no_other_number_is() {
    Set<String> read = new TreeSet<>();
    for (GateClock clock : GateClock.values()) {
      for (int index = 0; index < PACK.purposes().size(); index++) {
        int state =
            clock == GateClock.VENDOR
                ? VendorState.NO_VALID_TRANSFER.code()
                : ConsentState.SUPERSEDED.code();
        int code = GateDecision.code(clock, index, state);
        assertThat(code).isBetween(GateDecision.ADMITTED + 1, GateDecision.CODES - 1);
        read.add(Refusal.of(code, PACK).orElseThrow().toString());
      }
    }

    assertThat(read).hasSize(GateClock.values().length * PACK.purposes().size());
    assertThat(Refusal.of(GateDecision.ADMITTED, PACK)).isEmpty();
    assertThat(
            Stream.of(
                -1,
                1,
                255,
                GateDecision.CODES,
                GateDecision.code(GateClock.AS_OF, 15, 5),
                GateDecision.code(GateClock.VENDOR, 0, 0),
                GateDecision.code(GateClock.VENDOR, 0, VendorState.values().length)))
        .allSatisfy(
            code ->
                assertThatThrownBy(() -> Refusal.of(code, PACK))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a decision of the gate: " + code));
  }

  static LongStream worlds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void a_decision_is_what_a_naive_reading_of_the_intervals_says(long seed) {
    RandomWorld world = new RandomWorld(seed, 3);
    RulePack rules = world.rules();
    List<ConsentInterval> intervals = new ArrayList<>();
    for (Purpose purpose : rules.purposes()) {
      intervals.addAll(ConsentTimeline.of(world.events(purpose, 12), purpose, rules));
    }
    List<String> purposes =
        rules.purposes().stream()
            .map(Purpose::id)
            .filter(id -> world.random().nextBoolean())
            .toList();
    purposes = purposes.isEmpty() ? List.of("purpose_0") : purposes;
    long knownAt = world.instant();
    GateRule rule = GateRule.of(rules, purposes);
    PermissionSteps steps = PermissionSteps.of(intervals, knownAt, rules);
    List<Long> instants = new ArrayList<>(RandomWorld.validInstants(intervals));
    instants.add(world.instant());

    for (int i = 0; i < 300; i++) {
      long at = instants.get(world.random().nextInt(instants.size()));
      long asOf = instants.get(world.random().nextInt(instants.size()));

      int code =
          GateDecision.decide(steps.from(), steps.state(), rule.defaultState(), at, asOf, rule);
      int viewed =
          GateDecision.decide(
              view(steps.from()), view(steps.state()), rule.defaultState(), at, asOf, rule);

      assertThat(Refusal.of(code, rules))
          .as("at %s as of %s", at, asOf)
          .isEqualTo(naive(intervals, purposes, at, asOf, knownAt, rules));
      assertThat(viewed).isEqualTo(code);
    }
  }

  private static Optional<Refusal> naive(
      List<ConsentInterval> intervals,
      List<String> purposeIds,
      long at,
      long asOf,
      long knownAt,
      RulePack rules) {
    for (String id : purposeIds) {
      Purpose purpose = rules.purpose(id);
      List<ConsentInterval> known =
          intervals.stream()
              .filter(each -> each.purpose().equals(id))
              .filter(each -> each.knownFromMicros() <= knownAt && knownAt < each.knownToMicros())
              .sorted(Comparator.comparingLong(ConsentInterval::validFromMicros))
              .toList();
      ConsentState atEvent = stateAt(at, known, purpose);
      ConsentState atProcessing = stateAt(asOf, known, purpose);
      if (at > asOf) {
        return Optional.of(new Refusal(id, GateClock.AFTER_AS_OF, "after-as-of"));
      }
      if (!atEvent.permits()) {
        return Optional.of(new Refusal(id, GateClock.EVENT_TIME, atEvent.label()));
      }
      if (purpose.eventTimeOnly()) {
        continue;
      }
      if (!atProcessing.permits()) {
        return Optional.of(new Refusal(id, GateClock.AS_OF, atProcessing.label()));
      }
      if (purpose.reopens()) {
        continue;
      }
      for (ConsentInterval each : known) {
        boolean between = at < each.validFromMicros() && each.validFromMicros() <= asOf;
        if (between && each.state().closes()) {
          return Optional.of(new Refusal(id, GateClock.REOPENING, each.state().label()));
        }
      }
    }
    return Optional.empty();
  }

  private static ConsentState stateAt(long v, List<ConsentInterval> known, Purpose purpose) {
    return known.stream()
        .filter(each -> each.validFromMicros() <= v && v < each.validToMicros())
        .map(ConsentInterval::state)
        .findFirst()
        .orElse(
            purpose.defaultBasis().needsNoRecord()
                ? ConsentState.LEGAL_OBLIGATION
                : ConsentState.UNKNOWN);
  }

  private static LongList view(long[] values) {
    return new LongList() {
      @Override
      public int size() {
        return values.length;
      }

      @Override
      public long get(int index) {
        return values[index];
      }
    };
  }

  private static EventBuilder given(String purpose, String at) {
    return event("yes", Action.GIVEN, at).purpose(purpose);
  }

  private static String decide(String at, String purpose, EventBuilder... events) {
    return decide(at, List.of(purpose), events);
  }

  private static String decide(String at, List<String> purposes, EventBuilder... events) {
    return decide(intervals(events), purposes, micros(at), Long.MAX_VALUE - 1);
  }

  private static String decide(
      List<ConsentInterval> intervals, List<String> purposes, long at, long knownAt) {
    GateRule rule = GateRule.of(PACK, purposes);
    PermissionSteps steps = PermissionSteps.of(intervals, knownAt, PACK);
    int code =
        GateDecision.decide(
            steps.from(), steps.state(), rule.defaultState(), at, micros(AS_OF), rule);
    return Refusal.of(code, PACK)
        .map(
            refusal ->
                "%s %s %s".formatted(refusal.purpose(), refusal.clock().id(), refusal.reason()))
        .orElse("admitted");
  }

  private static List<ConsentInterval> intervals(EventBuilder... builders) {
    List<ConsentEvent> events = Stream.of(builders).map(EventBuilder::build).toList();
    return PACK.purposes().stream()
        .flatMap(
            purpose ->
                ConsentTimeline.of(
                    events.stream().filter(event -> event.purpose().equals(purpose.id())).toList(),
                    purpose,
                    PACK)
                    .stream())
        .toList();
  }
}
