package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldQualityTest {
  /** AUC 1: both positives above both negatives. */
  private static final ScoredCounts FIRST =
      ScoredCounts.of(new double[] {0.1, 0.2, 0.7, 0.8}, new boolean[] {false, false, true, true});

  /** AUC 0.5: one of two pairs is in order. */
  private static final ScoredCounts SECOND =
      ScoredCounts.of(new double[] {0.3, 0.4, 0.5}, new boolean[] {false, true, false});

  @Test
  void auc_and_brier_are_means_of_folds_and_lift_is_of_all_together() {
    FoldQuality quality = FoldQuality.of(List.of(FIRST, SECOND), 1, 20);

    assertThat(quality.figure("auc").value()).isCloseTo(0.75, within(1e-12));
    double first = (0.01 + 0.04 + 0.09 + 0.04) / 4;
    double second = (0.09 + 0.36 + 0.25) / 3;
    assertThat(quality.figure("brier").value()).isCloseTo((first + second) / 2, within(1e-12));
    assertThat(quality.figure("brier").foldDeviation())
        .isCloseTo(Math.abs(first - second) / Math.sqrt(2), within(1e-12));
    assertThat(quality.figure("lift10").value())
        .as("the top one of seven churned, 3 of 7 did")
        .isCloseTo(7 / 3.0, within(1e-12));
    assertThat(quality.figure("lift10").foldDeviation()).isZero();
    assertThat(quality.people()).isEqualTo(7);
    assertThat(quality.baseRate()).isEqualTo(3 / 7.0);
  }

  @Test
  void the_same_seed_gives_the_same_intervals() {
    FoldQuality one = FoldQuality.of(List.of(FIRST, SECOND), 5, 50);

    assertThat(FoldQuality.of(List.of(FIRST, SECOND), 5, 50)).isEqualTo(one);
    assertThat(one.figure("brier").interval().contains(one.figure("brier").value())).isTrue();
  }

  @Test
  void a_figure_that_people_cannot_give_is_left_out() {
    ScoredCounts nobodyChurned =
        ScoredCounts.of(new double[] {0.1, 0.2}, new boolean[] {false, false});

    FoldQuality quality = FoldQuality.of(List.of(nobodyChurned), 1, 20);

    assertThat(quality.figures()).containsOnlyKeys("brier", "log_loss", "ece10");
    assertThatThrownBy(() -> quality.figure("auc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no figure 'auc'; there are [brier, log_loss, ece10]");
  }

  @Test
  void folds_must_hold_people() {
    assertThatThrownBy(() -> FoldQuality.of(List.of(), 1, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("figures need a fold, got none");
    assertThatThrownBy(() -> FoldQuality.of(List.of(FIRST, ScoredCounts.NONE), 1, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fold must hold at least one person");
  }
}
