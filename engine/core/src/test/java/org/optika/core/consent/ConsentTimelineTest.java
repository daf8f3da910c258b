package org.optika.core.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.consent.EventBuilder.event;
import static org.optika.core.consent.EventBuilder.micros;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.MEASUREMENT;
import static org.optika.core.consent.TestRules.PACK;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.Precision;

class ConsentTimelineTest {
  private static final Purpose PURPOSE = PACK.purpose(MEASUREMENT);
  private static final int WORLDS = 400;

  @Test
  void a_late_withdrawal_ends_what_was_known_and_leaves_the_old_knowledge_in_place() {
    ConsentEvent grant = event("grant", Action.GIVEN, "2026-01-10").notice("site", 4).build();
    ConsentEvent withdrawal =
        event("no", Action.WITHDRAWN, "2026-03-01").known("2026-03-20").build();

    assertThat(timeline(withdrawal, grant))
        .containsExactly(
            "valid 2026-01-10 .. 2027-01-10, known 2026-01-10 .. 2026-03-20: consent consent grant",
            "valid 2027-01-10 .. *, known 2026-01-10 .. 2026-03-20: expired R7 grant",
            "valid 2026-01-10 .. 2026-03-01, known 2026-03-20 .. *: consent consent grant",
            "valid 2026-03-01 .. *, known 2026-03-20 .. *: withdrawn R2 no");
  }

  @Test
  void knowledge_that_changes_nothing_cuts_no_rectangle() {
    ConsentEvent grant = event("grant", Action.GIVEN, "2026-01-10").notice("site", 4).build();
    ConsentEvent shown = event("shown", Action.SHOWN, "2026-02-10").build();
    ConsentEvent withdrawal = event("no", Action.WITHDRAWN, "2026-03-01").build();
    ConsentEvent lateShown = event("late", Action.SHOWN, "2026-01-20").known("2026-05-01").build();

    assertThat(timeline(grant, shown, withdrawal, lateShown))
        .isEqualTo(timeline(grant, withdrawal));
  }

  @Test
  void a_correction_takes_its_target_back_and_with_it_the_start_of_the_timeline() {
    ConsentEvent wrong = event("wrong", Action.GIVEN, "2026-01-10").notice("site", 4).build();
    ConsentEvent right =
        event("right", Action.REFUSED, "2026-01-12")
            .known("2026-02-01")
            .correctionOf("wrong")
            .build();

    assertThat(timeline(wrong, right))
        .containsExactly(
            "valid 2026-01-10 .. 2027-01-10, known 2026-01-10 .. 2026-02-01: consent consent wrong",
            "valid 2027-01-10 .. *, known 2026-01-10 .. 2026-02-01: expired R7 wrong",
            "valid 2026-01-12 .. *, known 2026-02-01 .. *: refused R11 right");
  }

  @Test
  void a_correction_of_a_correction_does_not_bring_the_target_back() {
    ConsentEvent wrong = event("wrong", Action.GIVEN, "2026-01-10").build();
    ConsentEvent correction =
        event("c1", Action.REFUSED, "2026-01-12").correctionOf("wrong").build();
    ConsentEvent next = event("c2", Action.DEFERRED, "2026-01-14").correctionOf("c1").build();

    assertThat(timeline(wrong, correction, next))
        .last()
        .isEqualTo("valid 2026-01-14 .. *, known 2026-01-14 .. *: unknown R1 -");
  }

  @Test
  void of_several_corrections_the_one_known_first_takes_the_target_back() {
    ConsentEvent wrong = event("wrong", Action.GIVEN, "2026-01-10").build();
    ConsentEvent first = event("c1", Action.DEFERRED, "2026-01-12").correctionOf("wrong").build();
    ConsentEvent next = event("c2", Action.DEFERRED, "2026-01-14").correctionOf("wrong").build();

    assertThat(timeline(next, wrong, first))
        .last()
        .isEqualTo("valid 2026-01-12 .. *, known 2026-01-12 .. *: unknown R1 -");
  }

  @Test
  void a_correction_reaches_only_events_of_its_own_source() {
    ConsentEvent grant = event("grant", Action.REFUSED, "2026-01-10").build();
    ConsentEvent other =
        event("x", Action.DEFERRED, "2026-01-12").source("crm").correctionOf("grant").build();

    assertThat(timeline(grant, other)).isEqualTo(timeline(grant));
  }

  @Test
  void an_event_that_is_known_only_after_its_correction_never_counts() {
    ConsentEvent wrong = event("wrong", Action.GIVEN, "2026-01-10").known("2026-03-01").build();
    ConsentEvent right = event("right", Action.REFUSED, "2026-01-12").correctionOf("wrong").build();

    assertThat(timeline(wrong, right)).isEqualTo(timeline(right));
  }

  @Test
  void an_event_that_corrects_itself_never_counts() {
    ConsentEvent odd = event("odd", Action.GIVEN, "2026-01-10").correctionOf("odd").build();

    assertThat(timeline(odd)).isEmpty();
  }

  @Test
  void r15_of_duplicates_the_earliest_knowledge_counts() {
    ConsentEvent early = event("no", Action.REFUSED, "2026-01-10").known("2026-01-20").build();
    ConsentEvent again = event("no", Action.REFUSED, "2026-01-10").known("2026-02-20").build();

    assertThat(timeline(again, early, again))
        .containsExactly("valid 2026-01-10 .. *, known 2026-01-20 .. *: refused R11 no");
  }

  @Test
  void r16_a_late_grant_moves_the_border_of_the_withdrawal_it_precedes() {
    ConsentEvent refusal = event("no", Action.REFUSED, "2026-01-10").build();
    ConsentEvent withdrawal = event("gone", Action.WITHDRAWN, "2026-04-01").build();
    ConsentEvent late =
        event("yes", Action.GIVEN, "2026-02-01").notice("site", 4).known("2026-05-01").build();

    assertThat(timeline(refusal, withdrawal, late))
        .containsExactly(
            "valid 2026-01-10 .. *, known 2026-01-10 .. 2026-04-01: refused R11 no",
            "valid 2026-01-10 .. 2026-04-01, known 2026-04-01 .. 2026-05-01: refused R11 no",
            "valid 2026-04-01 .. *, known 2026-04-01 .. *: withdrawn R2 gone",
            "valid 2026-01-10 .. 2026-02-01, known 2026-05-01 .. *: refused R11 no",
            "valid 2026-02-01 .. 2026-04-01, known 2026-05-01 .. *: consent consent yes");
  }

  @Test
  void there_is_no_interval_without_events_or_before_the_first_one() {
    assertThat(timeline()).isEmpty();
    assertThat(ConsentTimeline.steps(List.of(), 0, PURPOSE, PACK)).isEmpty();

    List<ConsentEvent> shown = List.of(event("shown", Action.SHOWN, "2026-01-10").build());

    assertThat(ConsentTimeline.steps(shown, micros("2026-01-10") - 1, PURPOSE, PACK)).isEmpty();
    assertThat(timeline(shown.get(0)))
        .containsExactly("valid 2026-01-10 .. *, known 2026-01-10 .. *: unknown R1 -");
  }

  @Test
  void an_event_of_another_purpose_is_refused() {
    List<ConsentEvent> events =
        List.of(event("e", Action.GIVEN, "2026-01-10").purpose(EMAIL).build());

    assertThatThrownBy(() -> ConsentTimeline.of(events, PURPOSE, PACK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected events of purpose 'measurement', got one of 'email_marketing'");
  }

  static LongStream worlds() {
    return LongStream.range(0, WORLDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void at_each_known_instant_the_rectangles_are_the_steps(long seed) {
    RandomWorld world = new RandomWorld(seed, 1);
    Purpose purpose = world.rules().purposes().get(0);
    List<ConsentEvent> events = world.events(purpose, 25);

    List<ConsentInterval> intervals = ConsentTimeline.of(events, purpose, world.rules());

    for (long known : RandomWorld.knownInstants(events)) {
      assertThat(cut(intervals, known))
          .as("known at %s", known)
          .isEqualTo(ConsentTimeline.steps(events, known, purpose, world.rules()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void rectangles_are_ordered_and_none_could_be_drawn_larger(long seed) {
    RandomWorld world = new RandomWorld(seed, 1);
    Purpose purpose = world.rules().purposes().get(0);

    List<ConsentInterval> intervals =
        ConsentTimeline.of(world.events(purpose, 25), purpose, world.rules());

    assertThat(intervals)
        .isSortedAccordingTo(
            Comparator.comparingLong(ConsentInterval::knownFromMicros)
                .thenComparingLong(ConsentInterval::validFromMicros));
    for (ConsentInterval one : intervals) {
      assertThat(intervals)
          .noneMatch(
              other -> one.knownToMicros() == other.knownFromMicros() && sameStep(one, other))
          .noneMatch(
              other ->
                  one.validToMicros() == other.validFromMicros()
                      && one.knownFromMicros() < other.knownToMicros()
                      && other.knownFromMicros() < one.knownToMicros()
                      && decision(one).equals(decision(other)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void each_step_holds_what_a_fold_of_all_events_up_to_the_instant_says(long seed) {
    RandomWorld world = new RandomWorld(seed, 1);
    Purpose purpose = world.rules().purposes().get(0);
    List<ConsentEvent> events = world.events(purpose, 25);
    long known = world.instant();

    List<ConsentStep> steps = ConsentTimeline.steps(events, known, purpose, world.rules());

    for (int i = 0; i < 300; i++) {
      long v = world.instant();
      List<Decision> holding =
          steps.stream()
              .filter(step -> step.validFromMicros() <= v && v < step.validToMicros())
              .map(ConsentStep::decision)
              .toList();
      assertThat(holding).isEqualTo(foldedUpTo(v, known, events, purpose, world.rules()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void r13_order_and_duplication_change_nothing(long seed) {
    RandomWorld world = new RandomWorld(seed, 1);
    Purpose purpose = world.rules().purposes().get(0);
    List<ConsentEvent> events = world.events(purpose, 25);
    List<ConsentEvent> delivered = new ArrayList<>(events);
    events.stream()
        .filter(event -> world.random().nextBoolean())
        .map(event -> RandomWorld.known(event, event.knownMicros() + world.random().nextInt(9)))
        .forEach(delivered::add);
    Collections.shuffle(delivered, world.random());

    assertThat(ConsentTimeline.of(delivered, purpose, world.rules()))
        .isEqualTo(ConsentTimeline.of(events, purpose, world.rules()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void r16_delay_changes_nothing_once_all_is_known(long seed) {
    RandomWorld world = new RandomWorld(seed, 1);
    Purpose purpose = world.rules().purposes().get(0);
    List<ConsentEvent> events = world.events(purpose, 25);
    List<ConsentEvent> delayed =
        events.stream()
            .map(event -> RandomWorld.known(event, event.knownMicros() + delay(event, seed)))
            .toList();
    long end = Long.MAX_VALUE - 1;

    assertThat(cut(ConsentTimeline.of(delayed, purpose, world.rules()), end))
        .isEqualTo(cut(ConsentTimeline.of(events, purpose, world.rules()), end));
  }

  @Test
  @Timeout(30)
  void a_subject_with_20_000_events_of_one_day_on_a_clock_of_days_is_no_problem() {
    List<ConsentEvent> events =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    event("e" + i, i % 2 == 0 ? Action.REFUSED : Action.EXPIRED, "2026-03-01")
                        .precision(Precision.DAY)
                        .known(micros("2026-03-01") + i)
                        .build())
            .toList();

    assertThat(ConsentTimeline.of(events, PURPOSE, PACK)).hasSize(1);
  }

  /** In days, up to a year; the same for duplicates. */
  private static long delay(ConsentEvent event, long seed) {
    int days = new Random(seed ^ event.eventId().hashCode()).nextInt(365);
    return TimeUnit.DAYS.toMicros(days);
  }

  static Stream<Arguments> ordersOfKnowledge() {
    LongUnaryOperator shuffled = i -> i * 7919 % 20_000;
    return Stream.of(
        Arguments.of("as it happens", LongUnaryOperator.identity()),
        Arguments.of("backwards", (LongUnaryOperator) i -> 20_000 - i),
        Arguments.of("shuffled", shuffled),
        Arguments.of("all at once", (LongUnaryOperator) i -> 0));
  }

  @ParameterizedTest(name = "known {0}")
  @MethodSource("ordersOfKnowledge")
  @Timeout(30)
  void a_subject_with_20_000_events_is_no_problem(String name, LongUnaryOperator known) {
    long hour = TimeUnit.HOURS.toMicros(1);
    Action[] actions = {
      Action.SHOWN, Action.GIVEN, Action.SHOWN, Action.WITHDRAWN, Action.DEFERRED, Action.RENEWED
    };
    List<ConsentEvent> events =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    event("e" + i, actions[i % actions.length], micros("2020-01-01") + i * hour)
                        .known(micros("2030-01-01") + known.applyAsLong(i))
                        .build())
            .toList();

    List<ConsentInterval> intervals = ConsentTimeline.of(events, PURPOSE, PACK);

    assertThat(cut(intervals, Long.MAX_VALUE - 1))
        .isEqualTo(ConsentTimeline.steps(events, Long.MAX_VALUE - 1, PURPOSE, PACK));
  }

  /** Point by point, without steps: the events up to v are folded anew. */
  private static List<Decision> foldedUpTo(
      long v, long known, List<ConsentEvent> events, Purpose purpose, RulePack pack) {
    PurposeRules rules = new PurposeRules(purpose, pack);
    TreeMap<Long, List<DatedEvent>> instants = new TreeMap<>();
    for (EventLife life : EventLife.of(events, rules)) {
      if (life.countsAt(known) && life.event().effectiveMicros() <= v) {
        instants
            .computeIfAbsent(life.event().effectiveMicros(), unused -> new ArrayList<>())
            .add(life.event());
      }
    }
    if (instants.isEmpty()) {
      return List.of();
    }
    Memory memory = Memory.EMPTY;
    for (List<DatedEvent> instant : instants.values()) {
      memory = memory.after(Moment.of(instant));
    }
    return List.of(new StateAt(memory, rules).at(v));
  }

  private static List<ConsentStep> cut(List<ConsentInterval> intervals, long known) {
    return intervals.stream()
        .filter(each -> each.knownFromMicros() <= known && known < each.knownToMicros())
        .map(each -> new ConsentStep(each.validFromMicros(), each.validToMicros(), decision(each)))
        .sorted(Comparator.comparingLong(ConsentStep::validFromMicros))
        .toList();
  }

  private static boolean sameStep(ConsentInterval one, ConsentInterval other) {
    return one.validFromMicros() == other.validFromMicros()
        && one.validToMicros() == other.validToMicros()
        && decision(one).equals(decision(other));
  }

  private static Decision decision(ConsentInterval interval) {
    return new Decision(
        interval.state(),
        interval.ruleId(),
        interval.eventId(),
        interval.jurisdiction(),
        interval.basis(),
        interval.conflict());
  }

  private static List<String> timeline(ConsentEvent... events) {
    return ConsentTimeline.of(List.of(events), PURPOSE, PACK).stream()
        .map(
            interval ->
                "valid %s .. %s, known %s .. %s: %s %s %s"
                    .formatted(
                        day(interval.validFromMicros()),
                        day(interval.validToMicros()),
                        day(interval.knownFromMicros()),
                        day(interval.knownToMicros()),
                        interval.state().label(),
                        interval.ruleId(),
                        interval.eventId().orElse("-")))
        .toList();
  }

  private static String day(long micros) {
    return micros == Long.MAX_VALUE
        ? "*"
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString().substring(0, 10);
  }
}
