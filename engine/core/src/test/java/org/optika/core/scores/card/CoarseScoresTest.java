package org.optika.core.scores.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.quality.ScoredCounts;

class CoarseScoresTest {
  private static final SmallCell TWO = new SmallCell(2);

  @Test
  void people_are_put_together_from_the_highest_score_down() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(
            new double[] {0.1, 0.2, 0.4, 0.6, 0.8},
            new long[] {3, 2, 2, 1, 1},
            new long[] {0, 1, 1, 2, 1});

    ScoredCounts coarse = CoarseScores.of(counts, TWO);

    // 0.8 and 0.6: 2 without, 3 with. Then 0.4 and 0.2: 4 and 2; 0.1 is left and joins them.
    assertThat(coarse)
        .isEqualTo(
            ScoredCounts.ofSorted(
                new double[] {(0.4 * 3 + 0.2 * 3 + 0.1 * 3) / 9, (0.8 * 2 + 0.6 * 3) / 5},
                new long[] {7, 2},
                new long[] {2, 3}));
  }

  @Test
  void people_with_one_score_stay_together() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(new double[] {0.5}, new long[] {40}, new long[] {60});

    assertThat(CoarseScores.of(counts, TWO)).isEqualTo(counts);
  }

  @Test
  void too_few_people_of_an_outcome_are_refused() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(new double[] {0.5, 0.6}, new long[] {40, 1}, new long[] {0, 1});

    assertThatThrownBy(() -> CoarseScores.of(counts, TWO))
        .hasMessage(
            "Test set: a model card needs at least 2 people with and 2 without the outcome, got"
                + " fewer");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void groups_are_large_and_no_larger_than_they_must_be(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SmallCell smallCell = new SmallCell(2 + random.nextInt(20));
    int people = 200 + random.nextInt(2_000);
    double[] scores = new double[people];
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      scores[i] = random.nextInt(50) == 0 ? 0.25 : random.nextDouble();
      outcomes[i] = random.nextDouble() < 0.2 + 0.6 * scores[i];
    }
    ScoredCounts counts = ScoredCounts.of(scores, outcomes);

    ScoredCounts coarse = CoarseScores.of(counts, smallCell);

    assertThat(coarse.people()).isEqualTo(counts.people());
    assertThat(coarse.positives()).isEqualTo(counts.positives());
    assertThat(sumOfScores(coarse)).isCloseTo(sumOfScores(counts), within(1e-9 * people));
    int cell = counts.cells() - 1;
    for (int group = coarse.cells() - 1; group > 0; group--) {
      long positives = 0;
      long negatives = 0;
      while (positives < smallCell.people() || negatives < smallCell.people()) {
        positives += counts.positives(cell);
        negatives += counts.negatives(cell);
        cell--;
      }
      assertThat(coarse.positives(group)).isEqualTo(positives);
      assertThat(coarse.negatives(group)).isEqualTo(negatives);
      assertThat(coarse.score(group)).isGreaterThan(counts.score(cell));
    }
    assertThat(Math.min(coarse.positives(0), coarse.negatives(0)))
        .isGreaterThanOrEqualTo(smallCell.people());
  }

  private static double sumOfScores(ScoredCounts counts) {
    double sum = 0;
    for (int cell = 0; cell < counts.cells(); cell++) {
      sum += counts.score(cell) * counts.people(cell);
    }
    return sum;
  }
}
