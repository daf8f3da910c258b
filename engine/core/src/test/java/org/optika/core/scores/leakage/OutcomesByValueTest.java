package org.optika.core.scores.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.scores.quality.ScoredCounts;

class OutcomesByValueTest {
  private static final double NONE = Double.NaN;

  @Test
  void people_without_a_value_are_counted_apart() {
    OutcomesByValue outcomes =
        OutcomesByValue.of(
            new double[] {3, NONE, 1, NONE, NONE}, new boolean[] {true, true, false, false, true});

    assertThat(outcomes)
        .isEqualTo(
            new OutcomesByValue(
                ScoredCounts.of(new double[] {1, 3}, new boolean[] {false, true}), 1, 2));
    assertThat(outcomes.plus(outcomes))
        .isEqualTo(
            new OutcomesByValue(
                ScoredCounts.ofSorted(new double[] {1, 3}, new long[] {2, 0}, new long[] {0, 2}),
                2,
                4));
  }

  @Test
  void a_feature_may_rank_in_either_direction() {
    boolean[] outcomes = {true, false, true, false, false};
    OutcomesByValue rising = OutcomesByValue.of(new double[] {5, 1, 3, 4, 2}, outcomes);
    OutcomesByValue falling = OutcomesByValue.of(new double[] {-5, -1, -3, -4, -2}, outcomes);

    // Of six pairs only that of 3 and 4 is lost.
    assertThat(rising.auc()).isCloseTo(5 / 6.0, within(1e-15));
    assertThat(falling.auc()).isCloseTo(5 / 6.0, within(1e-15));
  }

  @Test
  void that_a_value_is_missing_can_tell_the_outcome() {
    double[] cancellationReason = {NONE, NONE, 7, 7};

    assertThat(OutcomesByValue.of(cancellationReason, new boolean[] {false, false, true, true}))
        .extracting(OutcomesByValue::auc)
        .isEqualTo(1.0);
    assertThat(OutcomesByValue.of(cancellationReason, new boolean[] {true, true, false, false}))
        .extracting(OutcomesByValue::auc)
        .isEqualTo(1.0);
  }

  @Test
  void missing_values_take_the_end_that_ranks_better() {
    boolean[] outcomes = {false, false, true, true};

    // Above all others the missing one wins both pairs; below them it would lose both.
    assertThat(OutcomesByValue.of(new double[] {1, 2, 3, NONE}, outcomes).auc()).isEqualTo(1);
    assertThat(OutcomesByValue.of(new double[] {NONE, 2, 3, 4}, outcomes).auc()).isEqualTo(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_auc_is_that_of_all_pairs_with_missing_values_at_an_end(long seed) {
    Random random = new Random(seed);
    int people = 4 + random.nextInt(40);
    double[] values = new double[people];
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      values[i] = random.nextInt(4) == 0 ? NONE : random.nextInt(6) - 2;
      outcomes[i] = i == 0 || (i > 1 && random.nextBoolean());
    }

    double below = Math.abs(auc(values, outcomes, -1e9) - 0.5);
    double above = Math.abs(auc(values, outcomes, 1e9) - 0.5);

    assertThat(OutcomesByValue.of(values, outcomes).auc())
        .isCloseTo(0.5 + Math.max(below, above), within(1e-12));
  }

  private static double auc(double[] values, boolean[] outcomes, double missing) {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        if (outcomes[i] && !outcomes[j]) {
          double with = Double.isNaN(values[i]) ? missing : values[i];
          double without = Double.isNaN(values[j]) ? missing : values[j];
          won += 0.5 + 0.5 * Math.signum(with - without);
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  @Test
  void one_outcome_alone_tells_nothing() {
    OutcomesByValue outcomes = OutcomesByValue.of(new double[] {1, NONE}, new boolean[2]);

    assertThat(outcomes.auc()).isEqualTo(0.5);
    assertThat(outcomes.mayBeChance()).isTrue();
  }

  /** √(7 / 108) = 0.25 for three and three; √(41 / 4800) = 0.092 for twenty and twenty. */
  @Test
  void three_people_ranked_perfectly_may_be_chance_and_twenty_not() {
    assertThat(apart(3).auc()).isEqualTo(1);
    assertThat(apart(3).mayBeChance()).isTrue();
    assertThat(apart(20).mayBeChance()).isFalse();
  }

  static OutcomesByValue apart(int ofEither) {
    double[] values = new double[2 * ofEither];
    boolean[] outcomes = new boolean[2 * ofEither];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
      outcomes[i] = i >= ofEither;
    }
    return OutcomesByValue.of(values, outcomes);
  }

  @Test
  void impossible_counts_are_refused() {
    assertThatThrownBy(() -> new OutcomesByValue(ScoredCounts.NONE, 0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a count must be >= 0, got -1");
    assertThatThrownBy(() -> OutcomesByValue.of(new double[1], new boolean[2]))
        .hasMessage("expected one outcome for each of 1 values, got 2");
  }
}
