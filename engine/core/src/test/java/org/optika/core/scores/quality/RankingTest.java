package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankingTest {
  /** Three scores, shared by people of both outcomes. */
  static final ScoredCounts TIES =
      ScoredCounts.ofSorted(
          new double[] {0.2, 0.5, 0.9}, new long[] {2, 1, 1}, new long[] {1, 1, 3});

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** The four people of the documentation of scikit-learn: 0.75 and 0.83. */
  @Test
  void published_example() {
    ScoredCounts counts =
        ScoredCounts.of(
            new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});

    assertThat(Ranking.auc(counts).getAsDouble()).isCloseTo(0.75, within(1e-15));
    assertThat(Ranking.averagePrecision(counts).getAsDouble())
        .isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(1e-15));
  }

  @Test
  void equal_scores_count_one_half_in_the_auc() {
    // Of 20 pairs: 1 (0 + 2/2) + 1 (2 + 1/2) + 3 (3 + 1/2) = 14.
    assertThat(Ranking.auc(TIES).getAsDouble()).isCloseTo(0.7, within(1e-15));
  }

  @Test
  void equal_scores_are_one_step_of_average_precision() {
    // 3/5 of recall at precision 3/4, then 1/5 at 4/6 and 1/5 at 5/9.
    assertThat(Ranking.averagePrecision(TIES).getAsDouble()).isCloseTo(25 / 36.0, within(1e-15));
  }

  @Test
  void one_of_nine_is_the_top_tenth_and_shares_its_tie() {
    // Anyone of the four at 0.9, three of them with the outcome; base rate 5/9.
    assertThat(Ranking.liftOfTopTenth(TIES).getAsDouble())
        .isCloseTo(0.75 / (5 / 9.0), within(1e-15));
  }

  @Test
  void room_left_at_the_edge_is_shared() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(
            new double[] {0.1, 0.8, 0.9}, new long[] {17, 2, 1}, new long[] {2, 2, 1});

    // Three of 25: both at 0.9 and one of the four at 0.8, so 1 + 2/4 outcomes.
    assertThat(Ranking.liftOfTopTenth(counts).getAsDouble())
        .isCloseTo((1.5 / 3) / (5 / 25.0), within(1e-15));
  }

  @Test
  void a_whole_tenth_takes_exactly_a_tenth() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(new double[] {0, 1}, new long[] {18, 0}, new long[] {0, 2});

    assertThat(Ranking.liftOfTopTenth(counts).getAsDouble()).isCloseTo(10, within(1e-12));
  }

  @Test
  void one_outcome_alone_cannot_be_ranked() {
    ScoredCounts without = ScoredCounts.of(new double[] {0.1, 0.2}, new boolean[2]);
    ScoredCounts with = ScoredCounts.of(new double[] {0.1}, new boolean[] {true});

    assertThat(Ranking.auc(without)).isEmpty();
    assertThat(Ranking.averagePrecision(without)).isEmpty();
    assertThat(Ranking.liftOfTopTenth(without)).isEmpty();
    assertThat(Ranking.auc(with)).isEmpty();
    assertThat(Ranking.averagePrecision(with)).hasValue(1);
    assertThat(Ranking.liftOfTopTenth(with)).hasValue(1);
    assertThat(Ranking.auc(ScoredCounts.NONE)).isEmpty();
    assertThat(Ranking.liftOfTopTenth(ScoredCounts.NONE)).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void figures_equal_their_definitions_over_single_people(long seed) {
    Random random = new Random(seed);
    int people = 2 + random.nextInt(60);
    int distinct = 1 + random.nextInt(20);
    double[] scores = new double[people];
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      scores[i] = random.nextInt(distinct) - 3.5;
      outcomes[i] = i == 0 || (i > 1 && random.nextDouble() < 0.4); // both occur
    }

    ScoredCounts counts = ScoredCounts.of(scores, outcomes);

    assertThat(Ranking.auc(counts).getAsDouble())
        .isCloseTo(aucByPairs(scores, outcomes), within(1e-12));
    assertThat(Ranking.averagePrecision(counts).getAsDouble())
        .isCloseTo(precisionAtEachPositive(scores, outcomes), within(1e-12));
    assertThat(Ranking.auc(counts.mapped(score -> Math.exp(score / 5))))
        .isEqualTo(Ranking.auc(counts));
  }

  private static double aucByPairs(double[] scores, boolean[] outcomes) {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (outcomes[i] && !outcomes[j]) {
          pairs++;
          won += scores[i] > scores[j] ? 1 : 0;
          won += scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }

  /** The mean over people with the outcome of the precision at their score. */
  private static double precisionAtEachPositive(double[] scores, boolean[] outcomes) {
    double sum = 0;
    int positives = 0;
    for (int i = 0; i < scores.length; i++) {
      if (outcomes[i]) {
        int selected = 0;
        int found = 0;
        for (int j = 0; j < scores.length; j++) {
          selected += scores[j] >= scores[i] ? 1 : 0;
          found += scores[j] >= scores[i] && outcomes[j] ? 1 : 0;
        }
        sum += (double) found / selected;
        positives++;
      }
    }
    return sum / positives;
  }
}
