package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QualityIntervalsTest {
  private static final int LEVELS = 20;

  /** Scores 0.025, 0.075 ... equally often, each of them the true probability. */
  private static ScoredCounts world(Random random, int people) {
    return ScoredCountsTest.random(random, people, LEVELS);
  }

  /** Endless people of that world: 40 at each score, of whom exactly that share has the outcome. */
  private static Quality truth() {
    long[] positives = new long[LEVELS];
    Arrays.setAll(positives, level -> 2 * level + 1);
    return Quality.of(
        ScoredCounts.ofBins(Arrays.stream(positives).map(with -> 40 - with).toArray(), positives));
  }

  /**
   * 300 worlds: the standard error of the rate is 1.3 points, so right intervals leave the bounds
   * once in a thousand runs of other seeds; with these seeds never.
   */
  @Test
  void intervals_hold_the_truth_in_about_95_of_100_worlds() {
    Quality truth = truth();
    int[] held = new int[5];
    for (int world = 0; world < 300; world++) {
      ScoredCounts counts = world(new Random(world), 400);
      QualityIntervals intervals = QualityIntervals.of(counts, world, 200);
      held[0] += holds(intervals.auc().orElseThrow(), truth.auc().getAsDouble());
      held[1] += holds(intervals.prAuc().orElseThrow(), truth.prAuc().getAsDouble());
      held[2] += holds(intervals.brier().orElseThrow(), truth.brier());
      held[3] += holds(intervals.logLoss().orElseThrow(), truth.logLoss());
      held[4] += holds(intervals.lift10().orElseThrow(), truth.lift10().getAsDouble());
    }

    for (int worlds : held) {
      assertThat(worlds / 300.0).isBetween(0.90, 0.985);
    }
  }

  private static int holds(Interval interval, double value) {
    return interval.contains(value) ? 1 : 0;
  }

  /** A mean over people has the error deviation / √n; its interval is 2 1.96 of these wide. */
  @Test
  void the_interval_of_a_mean_is_as_wide_as_its_error_says() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(new double[] {0, 1}, new long[] {0, 300}, new long[] {0, 700});

    Interval brier = QualityIntervals.of(counts, 11, 4000).brier().orElseThrow();

    double error = Math.sqrt(0.3 * 0.7 / 1000);
    assertThat(brier.low()).isCloseTo(0.3 - 1.96 * error, within(0.15 * error));
    assertThat(brier.high()).isCloseTo(0.3 + 1.96 * error, within(0.15 * error));
  }

  @Test
  void same_seed_same_intervals() {
    ScoredCounts counts = world(new Random(1), 100);

    assertThat(QualityIntervals.of(counts, 5, 50)).isEqualTo(QualityIntervals.of(counts, 5, 50));
    assertThat(QualityIntervals.of(counts, 5, 50)).isNotEqualTo(QualityIntervals.of(counts, 6, 50));
  }

  @Test
  void a_figure_that_does_not_exist_has_no_interval() {
    QualityIntervals intervals =
        QualityIntervals.of(ScoredCounts.of(new double[] {0.5, 0.25}, new boolean[2]), 1, 100);

    assertThat(intervals.auc()).isEmpty();
    assertThat(intervals.prAuc()).isEmpty();
    assertThat(intervals.lift10()).isEmpty();
    assertThat(intervals.brier()).contains(new Interval(0.0625, 0.25));
  }

  @Test
  void replicas_that_give_no_interval_are_refused() {
    ScoredCounts counts = world(new Random(1), 10);

    assertThat(QualityIntervals.DEFAULT_REPLICAS).isEqualTo(500);
    assertThatThrownBy(() -> QualityIntervals.of(counts, 1, 19))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replicas must be in [20, 10000], got 19");
    assertThatThrownBy(() -> QualityIntervals.of(ScoredCounts.NONE, 1, 20))
        .hasMessage("there must be at least one scored person");
  }
}
