package org.optika.core.consent.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.oracle.NaiveConsent.Verdict;
import org.optika.core.consent.oracle.RandomHistories.History;

/** Random histories are worth their time only if they reach every sentence of docs/consent.md. */
class RandomHistoriesTest {

  private static final int HISTORIES = 2_000;
  private static final double LEAST_SHARE = 0.003;

  /** Undecodable evidence is refused before there is an event. */
  private static final Set<ConsentState> REACHABLE =
      EnumSet.complementOf(EnumSet.of(ConsentState.UNDECODABLE));

  private static final List<String> RULE_IDS =
      List.of(
          "basis",
          "R12",
          "R5",
          "R4",
          "revoked",
          "R2",
          "R11",
          "R22",
          "consent",
          "soft-opt-in",
          "R6",
          "legitimate-interest",
          "R17",
          "R10",
          "R7",
          "R21",
          "R1");

  @Test
  void the_same_seed_gives_the_same_history() {
    assertThat(RandomHistories.of(7)).isEqualTo(RandomHistories.of(7));
    assertThat(RandomHistories.of(7)).isNotEqualTo(RandomHistories.of(8));
  }

  @Test
  void every_state_rule_and_sentence_comes_up_often_enough() {
    Map<String, Integer> histories = new TreeMap<>();
    for (long seed = 0; seed < HISTORIES; seed++) {
      for (String hit : hits(RandomHistories.of(seed))) {
        histories.merge(hit, 1, Integer::sum);
      }
    }
    int least = (int) Math.ceil(LEAST_SHARE * HISTORIES);
    for (Branch branch : Branch.values()) {
      assertThat(histories.getOrDefault(branch.name(), 0))
          .as(branch.name())
          .isGreaterThanOrEqualTo(least);
    }
    for (ConsentState state : REACHABLE) {
      assertThat(histories.getOrDefault(state.label(), 0))
          .as(state.label())
          .isGreaterThanOrEqualTo(least);
    }
    for (String ruleId : RULE_IDS) {
      assertThat(histories.getOrDefault(ruleId, 0)).as(ruleId).isGreaterThanOrEqualTo(least);
    }
  }

  /** What the history shows at its breakpoints. */
  private static Set<String> hits(History history) {
    Set<String> hits = new HashSet<>();
    for (long known : Breakpoints.known(history.events())) {
      for (long valid : Breakpoints.valid(history.events(), history.purpose(), history.rules())) {
        Verdict verdict =
            NaiveConsent.stateAt(
                history.events(),
                history.purpose(),
                history.rules(),
                valid,
                known,
                branch -> hits.add(branch.name()));
        hits.add(verdict.state().label());
        hits.add(verdict.ruleId());
      }
    }
    return hits;
  }
}
