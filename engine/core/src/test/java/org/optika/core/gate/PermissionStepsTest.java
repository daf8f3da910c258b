package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.consent.EventBuilder.event;
import static org.optika.core.consent.EventBuilder.micros;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.MEASUREMENT;
import static org.optika.core.consent.TestRules.PACK;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.EventBuilder;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RandomWorld;
import org.optika.core.consent.RulePack;
import org.optika.core.ingest.Action;

class PermissionStepsTest {
  private static final long ALL_KNOWN = Long.MAX_VALUE - 1;

  @Test
  void four_bits_a_purpose_in_the_order_of_the_rule_pack() {
    assertThat(PermissionSteps.defaultState(PACK)).isEqualTo(0x0040_0000L); // accountability: 4

    PermissionSteps steps =
        PermissionSteps.of(
            intervals(
                event("yes", Action.GIVEN, "2026-03-01").purpose(MEASUREMENT),
                event("no", Action.OBJECTED, "2026-03-01").purpose(EMAIL),
                event("gone", Action.WITHDRAWN, "2026-03-05").purpose(MEASUREMENT)),
            ALL_KNOWN,
            PACK);

    assertThat(steps)
        .isEqualTo(
            new PermissionSteps(
                new long[] {micros("2026-03-01"), micros("2026-03-05")},
                new long[] {0x40_0081L, 0x40_0086L}))
        .hasToString(
            "PermissionSteps[from=[1772323200000000, 1772668800000000], state=[400081, 400086]]");
  }

  @Test
  void sixteen_purposes_fill_the_long() {
    List<Purpose> purposes =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    new Purpose(
                        "p" + i, LegalBasis.CONTRACT, Map.of(), false, false, false, false, ""))
            .toList();
    RulePack rules = new RulePack(purposes, PACK.jurisdictions(), List.of(), List.of());

    assertThat(PermissionSteps.defaultState(rules)).isEqualTo(0x4444_4444_4444_4444L);
    assertThat(PermissionSteps.codeAt(PermissionSteps.withCode(0, 15, 15), 15)).isEqualTo(15);
  }

  @Test
  void a_step_that_changes_nothing_is_left_out_also_at_the_start() {
    assertThat(
            PermissionSteps.of(
                intervals(
                    event("shown", Action.SHOWN, "2026-03-01"),
                    event("a", Action.REFUSED, "2026-03-02"),
                    event("b", Action.REFUSED, "2026-03-03")),
                ALL_KNOWN,
                PACK))
        .isEqualTo(new PermissionSteps(new long[] {micros("2026-03-02")}, new long[] {0x40_0005L}));
    assertThat(PermissionSteps.of(List.of(), ALL_KNOWN, PACK))
        .isEqualTo(new PermissionSteps(new long[] {}, new long[] {}));
  }

  @Test
  void a_gap_between_intervals_has_the_default() {
    ConsentInterval span =
        new ConsentInterval(
            MEASUREMENT,
            10,
            20,
            0,
            Long.MAX_VALUE,
            ConsentState.CONSENT,
            "consent",
            Optional.of("e"),
            "EU",
            LegalBasis.CONSENT,
            false);

    assertThat(PermissionSteps.of(List.of(span), 5, PACK))
        .isEqualTo(new PermissionSteps(new long[] {10, 20}, new long[] {0x40_0001L, 0x40_0000L}));
  }

  @Test
  void instants_and_states_come_in_pairs() {
    assertThatThrownBy(() -> new PermissionSteps(new long[1], new long[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("got 1 instants and 2 states");
  }

  static LongStream worlds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void steps_agree_with_the_intervals_everywhere_and_do_not_depend_on_their_order(long seed) {
    RandomWorld world = new RandomWorld(seed, 4);
    RulePack rules = world.rules();
    List<ConsentInterval> intervals = new ArrayList<>();
    for (Purpose purpose : rules.purposes()) {
      intervals.addAll(ConsentTimeline.of(world.events(purpose, 12), purpose, rules));
    }
    long knownAt = world.instant();

    PermissionSteps steps = PermissionSteps.of(intervals, knownAt, rules);

    for (long v : RandomWorld.validInstants(intervals)) {
      for (Purpose purpose : rules.purposes()) {
        ConsentState expected =
            intervals.stream()
                .filter(each -> each.purpose().equals(purpose.id()) && each.contains(v, knownAt))
                .map(ConsentInterval::state)
                .findFirst()
                .orElse(ConsentTimeline.defaultState(purpose));
        assertThat(PermissionSteps.codeAt(stateAt(v, steps, rules), rules.indexOf(purpose.id())))
            .isEqualTo(expected.code());
      }
    }
    assertThat(steps.from()).isSorted().doesNotHaveDuplicates();
    long previous = PermissionSteps.defaultState(rules);
    for (long state : steps.state()) {
      assertThat(state).isNotEqualTo(previous);
      previous = state;
    }
    Collections.shuffle(intervals, world.random());
    assertThat(PermissionSteps.of(intervals, knownAt, rules)).isEqualTo(steps);
  }

  private static long stateAt(long v, PermissionSteps steps, RulePack rules) {
    long state = PermissionSteps.defaultState(rules);
    for (int i = 0; i < steps.from().length && steps.from()[i] <= v; i++) {
      state = steps.state()[i];
    }
    return state;
  }

  private static List<ConsentInterval> intervals(EventBuilder... events) {
    return PACK.purposes().stream()
        .flatMap(
            purpose ->
                ConsentTimeline.of(
                    Stream.of(events)
                        .map(EventBuilder::build)
                        .filter(event -> event.purpose().equals(purpose.id()))
                        .toList(),
                    purpose,
                    PACK)
                    .stream())
        .toList();
  }
}
