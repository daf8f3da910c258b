package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.scores.quality.Curves.Point;

class CurvesTest {
  private static final Curves TIES = Curves.of(RankingTest.TIES).orElseThrow();

  @Test
  void points_worked_out_by_hand() {
    assertThat(TIES.roc())
        .containsExactly(
            new Point(0, 0), new Point(0.25, 0.6), new Point(0.5, 0.8), new Point(1, 1));
    assertThat(TIES.precisionRecall())
        .containsExactly(new Point(0.6, 0.75), new Point(0.8, 4 / 6.0), new Point(1, 5 / 9.0));
    assertThat(TIES.gain())
        .containsExactly(
            new Point(0, 0), new Point(4 / 9.0, 0.6), new Point(6 / 9.0, 0.8), new Point(1, 1));
    assertThat(TIES.lift())
        .containsExactly(
            new Point(4 / 9.0, 0.6 / (4 / 9.0)),
            new Point(6 / 9.0, 0.8 / (6 / 9.0)),
            new Point(1, 1));
    assertThat(TIES.cuts()).extracting(Curves.Cut::score).containsExactly(0.9, 0.5, 0.2);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void thinned_curves_keep_their_ends_their_points_and_their_area(long seed) {
    Random random = new Random(seed);
    int people = 2 + random.nextInt(5000);
    double[] scores = random.doubles(people).toArray();
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      outcomes[i] = i == 0 || (i > 1 && random.nextDouble() < scores[i] * scores[i]);
    }
    ScoredCounts counts = ScoredCounts.of(scores, outcomes);

    Curves curves = Curves.of(counts).orElseThrow();

    assertThat(curves.roc()).hasSizeLessThanOrEqualTo(Curves.MOST_POINTS);
    assertThat(curves.roc().get(curves.cuts().size())).isEqualTo(new Point(1, 1));
    assertThat(curves.lift().get(curves.cuts().size() - 1)).isEqualTo(new Point(1, 1));
    assertThat(area(curves.roc()))
        .isCloseTo(Ranking.auc(counts).getAsDouble(), within(1 / 198.0 + 1e-12));
    for (Curves.Cut cut : curves.cuts()) {
      long selected = 0;
      long found = 0;
      for (int i = 0; i < people; i++) {
        selected += scores[i] >= cut.score() ? 1 : 0;
        found += scores[i] >= cut.score() && outcomes[i] ? 1 : 0;
      }
      assertThat(cut.share()).isEqualTo((double) selected / people);
      assertThat(cut.truePositiveRate()).isEqualTo((double) found / counts.positives());
      assertThat(cut.falsePositiveRate())
          .isEqualTo((double) (selected - found) / counts.negatives());
      assertThat(cut.precision()).isEqualTo((double) found / selected);
    }
  }

  @Test
  void few_scores_are_not_thinned() {
    ScoredCounts counts = ScoredCounts.ofBins(new long[] {5, 5, 5}, new long[] {1, 5, 9});

    assertThat(Curves.of(counts).orElseThrow().cuts()).hasSize(3);
  }

  @Test
  void many_scores_use_the_points_there_are() {
    double[] scores = new Random(3).doubles(20_000).toArray();
    boolean[] outcomes = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      outcomes[i] = i % 2 == 0;
    }

    assertThat(Curves.of(ScoredCounts.of(scores, outcomes)).orElseThrow().roc())
        .hasSizeBetween(198, 200);
  }

  @Test
  void one_outcome_alone_has_no_curves() {
    assertThat(Curves.of(ScoredCounts.of(new double[] {0.5}, new boolean[] {true}))).isEmpty();
    assertThat(Curves.of(ScoredCounts.of(new double[] {0.5}, new boolean[] {false}))).isEmpty();
    assertThatThrownBy(() -> new Curves(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("curves need at least one cut");
  }

  private static double area(List<Point> points) {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point left = points.get(i - 1);
      Point right = points.get(i);
      area += (right.x() - left.x()) * (left.y() + right.y()) / 2;
    }
    return area;
  }
}
