package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.consent.ConsentState;

/** The decisions of a step are those of {@link GateDecision} at each instant in it. */
class StepDecisionsTest {
  private static final int PURPOSES = 16;
  private static final long AS_OF = 1_000;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_instant_is_decided_as_one_by_one(long seed) {
    Random random = new Random(seed);
    long defaultState = random.nextInt(3) == 0 ? random.nextLong() : 0;
    List<GateRule> rules = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      rules.add(rule(random, defaultState));
    }
    StepDecisions decisions = new StepDecisions(rules, AS_OF);
    for (int subject = 0; subject < 20; subject++) {
      // The subject's steps lie in the middle of longer arrays, as in a batch of a file.
      long[] from = instants(random);
      long[] state = random.longs(from.length).map(word -> word & random.nextLong()).toArray();
      int fromStart = random.nextInt(4);
      int stateStart = random.nextInt(4);
      if (from.length == 0 && random.nextBoolean()) {
        decisions.loadNoRecord();
      } else {
        decisions.load(
            shifted(from, fromStart),
            shifted(state, stateStart),
            fromStart,
            stateStart,
            from.length);
      }
      boolean anything =
          LongStream.rangeClosed(-50, AS_OF)
              .anyMatch(
                  at ->
                      rules.stream()
                          .anyMatch(
                              rule ->
                                  GateDecision.decide(from, state, defaultState, at, AS_OF, rule)
                                      == GateDecision.ADMITTED));
      assertThat(decisions.admitsAnything()).isEqualTo(anything);
      if (from.length == 0) {
        assertThat(decisions.admitsByDefault()).isEqualTo(anything);
      }
      for (int i = 0; i < 60; i++) {
        long at = random.nextInt(1_200) - 50;
        int place = decisions.place(at);
        assertThat(decisions.placeOf(at)).isEqualTo(place);
        for (int rule = 0; rule < rules.size(); rule++) {
          int expected = GateDecision.decide(from, state, defaultState, at, AS_OF, rules.get(rule));
          boolean admitted = (decisions.admitted(place) >>> rule & 1) == 1;
          assertThat(admitted).isEqualTo(expected == GateDecision.ADMITTED);
          if (rule == 0) {
            assertThat(decisions.decision(place)).isEqualTo(expected);
          }
        }
        assertThat(decisions.isAfterAsOf(place)).isEqualTo(at > AS_OF);
        assertThat(decisions.beginOf(place)).isLessThanOrEqualTo(at);
        assertThat(decisions.place(decisions.beginOf(place))).isEqualTo(place);
        if (decisions.beginOf(place) > Long.MIN_VALUE) {
          assertThat(decisions.place(decisions.beginOf(place) - 1)).isNotEqualTo(place);
        }
        assertThat(decisions.endOf(place)).isGreaterThan(at);
        assertThat(decisions.place(decisions.endOf(place) - 1)).isEqualTo(place);
        if (decisions.endOf(place) < Long.MAX_VALUE) {
          assertThat(decisions.place(decisions.endOf(place))).isNotEqualTo(place);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_change_reaches_back_to_the_first_instant_that_is_decided_otherwise(long seed) {
    Random random = new Random(seed);
    long defaultState = random.nextInt(3) == 0 ? random.nextLong() : 0;
    List<GateRule> rules = List.of(rule(random, defaultState), rule(random, defaultState));
    for (int subject = 0; subject < 20; subject++) {
      long[] from = instants(random);
      long[] state = random.longs(from.length).map(word -> word & random.nextLong()).toArray();
      long[] laterState = state.clone();
      if (state.length > 0 && random.nextInt(4) > 0) {
        laterState[random.nextInt(state.length)] ^= random.nextLong() & random.nextLong();
      }
      long asOf = 300 + random.nextInt(400);
      long laterAsOf = random.nextBoolean() ? asOf : asOf + random.nextInt(300);
      StepDecisions before = new StepDecisions(rules, asOf);
      StepDecisions after = new StepDecisions(rules, laterAsOf);
      before.load(from, state, 0, 0, from.length);
      after.load(from, laterState, 0, 0, from.length);

      long expected =
          LongStream.rangeClosed(-1, 1_200)
              .filter(
                  at ->
                      rules.stream()
                          .anyMatch(
                              rule ->
                                  admits(rule, from, state, defaultState, at, asOf)
                                      != admits(
                                          rule, from, laterState, defaultState, at, laterAsOf)))
              .findFirst()
              .orElse(Long.MAX_VALUE);

      assertThat(before.firstDifference(after))
          .isEqualTo(expected == -1 ? Long.MIN_VALUE : expected);
      assertThat(after.firstDifference(before)).isEqualTo(before.firstDifference(after));
    }
  }

  private static boolean admits(
      GateRule rule, long[] from, long[] state, long defaultState, long at, long asOf) {
    return GateDecision.decide(from, state, defaultState, at, asOf, rule) == GateDecision.ADMITTED;
  }

  private static GateRule rule(Random random, long defaultState) {
    int[] purposes = random.ints(1 + random.nextInt(4), 0, PURPOSES).sorted().distinct().toArray();
    boolean[] reopens = new boolean[purposes.length];
    boolean[] eventTimeOnly = new boolean[purposes.length];
    for (int i = 0; i < purposes.length; i++) {
      reopens[i] = random.nextBoolean();
      eventTimeOnly[i] = random.nextInt(3) == 0;
    }
    return new GateRule(purposes, reopens, eventTimeOnly, defaultState);
  }

  private static long[] instants(Random random) {
    TreeSet<Long> instants = new TreeSet<>();
    for (int i = 0; i < random.nextInt(9); i++) {
      instants.add((long) random.nextInt(1_100));
    }
    return instants.stream().mapToLong(Long::longValue).toArray();
  }

  private static long[] shifted(long[] values, int by) {
    long[] shifted = new long[values.length + by + 2];
    Arrays.fill(shifted, 77);
    System.arraycopy(values, 0, shifted, by, values.length);
    return shifted;
  }

  @Test
  void states_of_all_purposes_at_once_are_those_of_each() {
    for (int code = 0; code < PURPOSES; code++) {
      for (int purpose = 0; purpose < PURPOSES; purpose++) {
        long others = 0x5A3C_96F0_1E2D_8B47L;
        long state = PermissionSteps.withCode(others, purpose, code);

        assertThat(PermissionSteps.codeAt(PermissionSteps.permitting(state), purpose))
            .isEqualTo(ConsentState.permits(code) ? 1 : 0);
        assertThat(PermissionSteps.codeAt(PermissionSteps.closing(state), purpose))
            .isEqualTo(ConsentState.closes(code) ? 1 : 0);
      }
    }
  }

  @Test
  void at_least_one_rule_and_one_default_for_all() {
    GateRule rule = new GateRule(new int[] {0}, new boolean[1], new boolean[1], 0);
    GateRule other = new GateRule(new int[] {0}, new boolean[1], new boolean[1], 1);

    assertThatThrownBy(() -> new StepDecisions(List.of(), AS_OF))
        .hasMessage("expected 1 to 64 rules, got 0");
    assertThatThrownBy(() -> new StepDecisions(List.of(rule, other), AS_OF))
        .hasMessage("rules with different default states");
  }
}
