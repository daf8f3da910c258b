package org.optika.spark.scores.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.optika.core.consent.RulePack;
import org.optika.core.scores.ChurnLabel;
import org.optika.spark.scores.traps.Trap.Permits;

/** What {@link PlainScores} say of all people, and how it is compared with what the engine says. */
final class PlainAnswers {
  private static final int SHOWN_DIFFERENCES = 10;

  private final TrappedPeople people;
  private final boolean[] permits;
  private final boolean[] permitsLabel;
  private final Map<ChurnLabel.Kind, int[][]> rows = new EnumMap<>(ChurnLabel.Kind.class);

  private PlainAnswers(TrappedPeople people) {
    this.people = people;
    permits = new boolean[people.count()];
    permitsLabel = new boolean[people.count()];
    for (ChurnLabel.Kind kind : ChurnLabel.Kind.values()) {
      rows.put(kind, new int[TrapSetting.MOMENTS][people.count()]);
    }
  }

  static PlainAnswers of(TrappedPeople people) {
    PlainAnswers answers = new PlainAnswers(people);
    RulePack rules = people.setting().rules();
    IntStream.range(0, people.count()).parallel().forEach(i -> answers.answer(rules, i));
    return answers;
  }

  private void answer(RulePack rules, int subject) {
    PlainScores scores = new PlainScores(people.setting(), rules, people.person(subject));
    permits[subject] = scores.permitsProfiling();
    permitsLabel[subject] = scores.permitsAll() && scores.permitsLabel(1);
    rows.forEach(
        (kind, ofKind) -> {
          for (int moment = 0; moment < TrapSetting.MOMENTS; moment++) {
            ofKind[moment][subject] = scores.rowAt(kind, moment);
          }
        });
  }

  /** Those who permit profiling at the time of the run. */
  BitSet permitting() {
    return bits(permits);
  }

  /** Those who permit all purposes for all of the time of the newest label, and at the run. */
  BitSet permittingLabel() {
    return bits(permitsLabel);
  }

  private static BitSet bits(boolean[] flags) {
    BitSet bits = new BitSet();
    IntStream.range(0, flags.length).filter(i -> flags[i]).forEach(bits::set);
    return bits;
  }

  /** No test of these people can pass by refusing all of them, or none. */
  void requireBothOutcomes() {
    BitSet trained = new BitSet();
    for (ChurnLabel.Kind kind : ChurnLabel.Kind.values()) {
      assertThat(scored(kind).cardinality())
          .as("%s: people to be scored", kind.id())
          .isBetween(people.count() / 10, people.count() * 9 / 10);
      trained.or(trained(kind));
      assertThat(trained(kind).cardinality())
          .as("%s: people to be trained on", kind.id())
          .isBetween(people.count() / 10, people.count() * 9 / 10);
    }
    for (Trap trap : Trap.values()) {
      Permits permits = expected(trap);
      long all = subjectsIn(trap).count();
      long permitted = subjectsIn(trap).filter(i -> this.permits[i]).count();
      assertThat(permitted)
          .as("of %d people in trap %s permit profiling", all, trap)
          .isBetween(
              permits == Permits.EVERYBODY ? all : permits == Permits.SOME ? 1 : 0,
              permits == Permits.EVERYBODY ? all : permits == Permits.SOME ? all - 1 : 0);
      assertThat(subjectsIn(trap).anyMatch(trained::get))
          .as("some in trap %s are to be trained on", trap)
          .isEqualTo(permits != Permits.NOBODY);
    }
  }

  /** Soft opt-in is not explicit (R22). */
  private Permits expected(Trap trap) {
    boolean notExplicit = people.setting().special() && trap == Trap.SOFT_OPT_IN;
    return notExplicit ? Permits.NOBODY : trap.permits();
  }

  private IntStream subjectsIn(Trap trap) {
    return IntStream.iterate(
        trap.ordinal(), i -> i < people.count(), i -> i + Trap.values().length);
  }

  private BitSet scored(ChurnLabel.Kind kind) {
    BitSet scored = new BitSet();
    int[] now = rows.get(kind)[0];
    IntStream.range(0, now.length).filter(i -> now[i] != PlainScores.NO_ROW).forEach(scored::set);
    return scored;
  }

  private BitSet trained(ChurnLabel.Kind kind) {
    BitSet trained = new BitSet();
    for (int[] moment : rows.get(kind)) {
      IntStream.range(0, moment.length)
          .filter(i -> PlainScores.label(moment[i]) >= PlainScores.OBSERVED)
          .forEach(trained::set);
    }
    return trained;
  }

  /** First that nobody is there who must not be, then that everybody is as they have to be. */
  void compare(ChurnLabel.Kind kind, ScoredTraps made) {
    assertThat(withoutProfiling(made.people()).cardinality())
        .as("%s: people without profiling in features", kind.id())
        .isZero();
    assertThat(withoutProfiling(made.trained()).cardinality())
        .as("%s: people without profiling in the manifest", kind.id())
        .isZero();
    assertThat(withoutProfiling(made.scored()).cardinality())
        .as("%s: people without profiling who have a score", kind.id())
        .isZero();
    assertThat(differences(rows.get(kind), made.rows())).as("%s: rows", kind.id()).isEmpty();
    assertThat(made.trained()).as("%s: manifest", kind.id()).isEqualTo(trained(kind));
    assertThat(made.manifestPeople())
        .as("%s: people in the head of the manifest", kind.id())
        .isEqualTo(trained(kind).cardinality());
    assertThat(made.scored()).as("%s: scores", kind.id()).isEqualTo(scored(kind));
  }

  /** Of some subjects those who do not permit it, subjects without activity of their own too. */
  private BitSet withoutProfiling(BitSet subjects) {
    BitSet wrong = (BitSet) subjects.clone();
    wrong.andNot(permitting());
    return wrong;
  }

  private List<String> differences(int[][] expected, int[][] made) {
    List<String> differences = new ArrayList<>();
    for (int moment = 0; moment < expected.length; moment++) {
      for (int i = 0; i < expected[moment].length; i++) {
        if (expected[moment][i] != made[moment][i] && differences.size() < SHOWN_DIFFERENCES) {
          differences.add(
              "person %d in trap %s, moment %d: expected %s, got %s"
                  .formatted(
                      i,
                      people.person(i).trap(),
                      moment,
                      Integer.toOctalString(expected[moment][i]),
                      Integer.toOctalString(made[moment][i])));
        }
      }
    }
    return differences;
  }
}
