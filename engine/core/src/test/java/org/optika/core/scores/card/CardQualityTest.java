package org.optika.core.scores.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.quality.Curves;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.Quality;
import org.optika.core.scores.quality.QualityIntervals;
import org.optika.core.scores.quality.ReliabilityBin;
import org.optika.core.scores.quality.ReliabilityTable;
import org.optika.core.scores.quality.ScoredCounts;

class CardQualityTest {
  private static final SmallCell TEN = new SmallCell(10);

  @Test
  void figures_are_of_the_exact_scores() {
    ScoredCounts test = CardParts.people(2_000, 4);
    Quality quality = Quality.of(test);
    QualityIntervals intervals = QualityIntervals.of(test, 1, 20);

    TestFigures figures = CardQuality.of(test, intervals, CardParts.folds(), TEN).test();

    assertThat(figures.figures().keySet())
        .containsExactly("auc", "pr_auc", "brier", "log_loss", "ece10", "lift10");
    assertThat(figures.figure("auc").orElseThrow())
        .isEqualTo(new TestFigures.Figure(quality.auc().orElseThrow(), intervals.auc()));
    assertThat(figures.figure("pr_auc").orElseThrow())
        .isEqualTo(new TestFigures.Figure(quality.prAuc().orElseThrow(), intervals.prAuc()));
    assertThat(figures.figure("brier").orElseThrow())
        .isEqualTo(new TestFigures.Figure(quality.brier(), intervals.brier()));
    assertThat(figures.figure("log_loss").orElseThrow())
        .isEqualTo(new TestFigures.Figure(quality.logLoss(), intervals.logLoss()));
    assertThat(figures.figure("ece10").orElseThrow())
        .isEqualTo(new TestFigures.Figure(quality.ece10(), intervals.ece10()));
    assertThat(figures.figure("lift10").orElseThrow())
        .isEqualTo(new TestFigures.Figure(quality.lift10().orElseThrow(), intervals.lift10()));
    assertThat(figures.baseRate()).isEqualTo(quality.baseRate());
  }

  @Test
  void bins_and_curves_are_of_the_same_groups() {
    ScoredCounts test = CardParts.people(2_000, 5);

    CardQuality quality =
        CardQuality.of(test, QualityIntervals.of(test, 1, 20), CardParts.folds(), TEN);

    // Every bound of a bin is a cut of the curve: both are sums of whole groups.
    List<Double> shares = quality.curves().cuts().stream().map(Curves.Cut::share).toList();
    double share = 0;
    for (int i = quality.reliability().bins().size() - 1; i >= 0; i--) {
      ReliabilityBin bin = quality.reliability().bins().get(i);
      share += bin.people() / 2_000.0;
      double bound = share;
      assertThat(shares).anySatisfy(cut -> assertThat(cut).isCloseTo(bound, within(1e-9)));
    }
  }

  @Test
  void a_small_top_tenth_has_no_lift() {
    // Of the 20 best of 200, 5 have the outcome, of the other 180 people 15.
    ScoredCounts test =
        ScoredCounts.ofSorted(new double[] {0.1, 0.4}, new long[] {165, 15}, new long[] {15, 5});

    TestFigures figures =
        CardQuality.of(test, QualityIntervals.of(test, 1, 20), CardParts.folds(), TEN).test();

    assertThat(figures.figures().keySet())
        .containsExactly("auc", "pr_auc", "brier", "log_loss", "ece10");
    assertThat(figures.figure("lift10")).isEmpty();
  }

  @Test
  void each_of_the_four_counts_of_a_tenth_can_be_small() {
    assertThat(new TopTenth(10, 10, 10, 10).hiddenBy(TEN)).isFalse();
    assertThat(new TopTenth(0, 0, 0, 0).hiddenBy(TEN)).isFalse();
    assertThat(new TopTenth(9, 10, 10, 10).hiddenBy(TEN)).isTrue();
    assertThat(new TopTenth(10, 9, 10, 10).hiddenBy(TEN)).isTrue();
    assertThat(new TopTenth(10, 10, 9, 10).hiddenBy(TEN)).isTrue();
    assertThat(new TopTenth(10, 10, 10, 9).hiddenBy(TEN)).isTrue();
    // ceil(205 / 10) = 21 selected; lift 2 finds 2 * 41 / 205 * 21 = 8.4 of 41.
    TopTenth tenth = TopTenth.ofLift(2, 205, 41);
    assertThat(tenth.truePositives()).isCloseTo(8.4, within(1e-9));
    assertThat(tenth.falsePositives()).isCloseTo(12.6, within(1e-9));
    assertThat(tenth.falseNegatives()).isCloseTo(32.6, within(1e-9));
    assertThat(tenth.trueNegatives()).isCloseTo(151.4, within(1e-9));
  }

  @Test
  void a_small_top_tenth_of_the_folds_has_no_lift_either() {
    ScoredCounts test = CardParts.people(2_000, 7);
    FoldQuality all = CardParts.folds();
    // 4 of the 100 best of 1,000 people have the outcome, as 40 of all: lift 1.
    Map<String, FoldQuality.Figure> figures =
        Map.of(
            "auc",
            all.figure("auc"),
            "lift10",
            new FoldQuality.Figure(1, all.figure("lift10").interval(), 0));

    CardQuality quality =
        CardQuality.of(
            test, QualityIntervals.of(test, 1, 20), new FoldQuality(figures, 1_000, 40), TEN);

    assertThat(quality.folds())
        .isEqualTo(new FoldQuality(Map.of("auc", all.figure("auc")), 1_000, 40));
    assertThat(CardQuality.of(test, QualityIntervals.of(test, 1, 20), all, TEN).folds())
        .isEqualTo(all);
  }

  @Test
  void bins_of_other_people_are_refused() {
    ScoredCounts test = CardParts.people(2_000, 6);
    CardQuality quality =
        CardQuality.of(test, QualityIntervals.of(test, 1, 20), CardParts.folds(), TEN);

    assertThatThrownBy(
            () ->
                new CardQuality(
                    quality.test(),
                    quality.folds(),
                    ReliabilityTable.equalCount(CardParts.people(1_999, 6)),
                    quality.curves()))
        .hasMessage(
            "the bins of the reliability table must hold the 2000 people of the test set once");
  }
}
