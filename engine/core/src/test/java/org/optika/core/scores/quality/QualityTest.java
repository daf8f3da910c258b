package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QualityTest {

  @Test
  void figures_worked_out_by_hand() {
    Quality quality = Quality.of(RankingTest.TIES);

    assertThat(quality.auc()).isEqualTo(Ranking.auc(RankingTest.TIES));
    assertThat(quality.prAuc()).isEqualTo(Ranking.averagePrecision(RankingTest.TIES));
    assertThat(quality.lift10()).isEqualTo(Ranking.liftOfTopTenth(RankingTest.TIES));
    // With the outcome 0.64 + 0.25 + 3 0.01, without it 2 0.04 + 0.25 + 0.81.
    assertThat(quality.brier()).isCloseTo(2.06 / 9, within(1e-15));
    // The product of the nine probabilities of what happened.
    assertThat(quality.logLoss())
        .isCloseTo(
            -Math.log(0.2 * 0.5 * 0.9 * 0.9 * 0.9 * 0.8 * 0.8 * 0.5 * 0.1) / 9, within(1e-14));
    // 3 |0.2 - 1/3| + 2 |0.5 - 1/2| + 4 |0.9 - 3/4| = 1.
    assertThat(quality.ece10()).isCloseTo(1 / 9.0, within(1e-15));
    assertThat(quality.people()).isEqualTo(9);
    assertThat(quality.positives()).isEqualTo(5);
    assertThat(quality.baseRate()).isEqualTo(5 / 9.0);
  }

  @Test
  void scores_of_one_bin_may_err_in_both_directions() {
    ScoredCounts oneBin =
        ScoredCounts.of(new double[] {0.31, 0.39, 0.35}, new boolean[] {true, false, false});

    assertThat(Quality.of(oneBin).ece10()).isCloseTo(0.35 - 1 / 3.0, within(1e-15));
  }

  @Test
  void a_wrong_certainty_costs_a_finite_loss() {
    ScoredCounts certain = ScoredCounts.of(new double[] {0, 1}, new boolean[] {true, false});

    assertThat(Quality.of(certain).brier()).isEqualTo(1);
    assertThat(Quality.of(certain).logLoss()).isCloseTo(52 * Math.log(2), within(1e-9));
  }

  @Test
  void a_right_certainty_costs_nothing() {
    ScoredCounts certain = ScoredCounts.of(new double[] {0, 1}, new boolean[] {false, true});

    assertThat(Quality.of(certain).brier()).isZero();
    assertThat(Quality.of(certain).logLoss()).isCloseTo(0, within(1e-15));
    assertThat(Quality.of(certain).ece10()).isZero();
  }

  @Test
  void figures_that_need_both_outcomes_are_empty_with_one() {
    Quality quality = Quality.of(ScoredCounts.of(new double[] {0.25}, new boolean[] {false}));

    assertThat(quality.auc()).isEmpty();
    assertThat(quality.prAuc()).isEmpty();
    assertThat(quality.lift10()).isEmpty();
    assertThat(quality.brier()).isEqualTo(0.0625);
  }

  @Test
  void margins_and_nobody_are_refused() {
    assertThatThrownBy(() -> Quality.of(ScoredCounts.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least one scored person");
    assertThatThrownBy(() -> Quality.of(ScoredCounts.of(new double[] {-1.5, 0.5}, new boolean[2])))
        .hasMessage("scores must be probabilities in [0, 1], got some from -1.5 to 0.5");
    assertThatThrownBy(() -> Quality.of(ScoredCounts.of(new double[] {0.5, 1.5}, new boolean[2])))
        .hasMessage("scores must be probabilities in [0, 1], got some from 0.5 to 1.5");
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void errors_equal_their_definitions_over_single_people(long seed) {
    Random random = new Random(seed);
    int people = 1 + random.nextInt(80);
    double[] scores = new double[people];
    boolean[] outcomes = new boolean[people];
    double brier = 0;
    double logLoss = 0;
    double[] excess = new double[10];
    for (int i = 0; i < people; i++) {
      scores[i] = (1 + random.nextInt(199)) / 200.0;
      outcomes[i] = random.nextDouble() < scores[i];
      double outcome = outcomes[i] ? 1 : 0;
      brier += Math.pow(scores[i] - outcome, 2) / people;
      logLoss -= Math.log(outcomes[i] ? scores[i] : 1 - scores[i]) / people;
      excess[(int) Math.floor(10 * scores[i])] += (scores[i] - outcome) / people;
    }

    Quality quality = Quality.of(ScoredCounts.of(scores, outcomes));

    assertThat(quality.brier()).isCloseTo(brier, within(1e-12));
    assertThat(quality.logLoss()).isCloseTo(logLoss, within(1e-12));
    assertThat(quality.ece10())
        .isCloseTo(Arrays.stream(excess).map(Math::abs).sum(), within(1e-12));
  }
}
