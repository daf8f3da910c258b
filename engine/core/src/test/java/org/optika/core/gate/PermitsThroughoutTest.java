package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.TestRules;

class PermitsThroughoutTest {
  private static final int CONSENT = ConsentState.CONSENT.code();
  private static final int WITHDRAWN = ConsentState.WITHDRAWN.code();

  private static final GateRule RULE =
      GateRule.of(TestRules.PACK, List.of(TestRules.MEASUREMENT, TestRules.EMAIL));

  @Test
  void a_withdrawal_in_between_is_seen_though_both_ends_permit() {
    long[] from = {10, 20, 30};
    long[] state = {both(CONSENT, CONSENT), both(WITHDRAWN, CONSENT), both(CONSENT, CONSENT)};

    assertThat(permits(from, state, 10, 19)).isTrue();
    assertThat(permits(from, state, 10, 20)).as("its last instant counts").isFalse();
    assertThat(permits(from, state, 15, 35)).isFalse();
    assertThat(permits(from, state, 30, 99)).isTrue();
    assertThat(permits(from, state, 9, 19)).as("nothing was said at 9").isFalse();
  }

  @Test
  void nobody_without_a_record_permits() {
    assertThat(GateDecision.permitsThroughout(null, null, 1, 2, RULE)).isFalse();
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_span_permits_when_each_of_its_instants_does(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] from = random.longs(random.nextInt(6), 0, 30).distinct().sorted().toArray();
    long[] state =
        Arrays.stream(from).map(at -> both(random.nextInt(8), random.nextInt(5))).toArray();
    long first = random.nextLong(30);
    long last = first + random.nextLong(10);

    boolean expected = true;
    for (long at = first; at <= last; at++) {
      long word = PermissionSteps.defaultState(TestRules.PACK);
      for (int step = 0; step < from.length && from[step] <= at; step++) {
        word = state[step];
      }
      for (int purpose : RULE.purposeIndexes()) {
        expected &= ConsentState.permits(PermissionSteps.codeAt(word, purpose));
      }
    }

    assertThat(permits(from, state, first, last)).isEqualTo(expected);
  }

  /** A state word with the two purposes of the rule. */
  private static long both(int measurement, int email) {
    long word = PermissionSteps.defaultState(TestRules.PACK);
    word = PermissionSteps.withCode(word, TestRules.PACK.indexOf("measurement"), measurement);
    return PermissionSteps.withCode(word, TestRules.PACK.indexOf(TestRules.EMAIL), email);
  }

  private static boolean permits(long[] from, long[] state, long first, long last) {
    return GateDecision.permitsThroughout(list(from), list(state), first, last, RULE);
  }

  private static LongList list(long[] values) {
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
}
