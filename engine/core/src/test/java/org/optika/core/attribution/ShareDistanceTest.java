package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareDistanceTest {
  @Test
  void equal_proportions_are_no_distance() {
    assertThat(ShareDistance.between(new double[] {1, 2, 3}, new double[] {10, 20, 30}))
        .isEqualTo(new ShareDistance(1, 0));
  }

  @Test
  void disjoint_shares_are_2_apart() {
    assertThat(ShareDistance.between(new double[] {1, 0}, new double[] {0, 5}))
        .isEqualTo(new ShareDistance(-1, 2));
  }

  @Test
  void without_ties_spearman_is_1_minus_6_sums_of_squares() {
    // Ranks 1 2 3 4 5 and 2 1 4 3 5: squares of differences add up to 4; 1 - 6 * 4 / (5 * 24).
    ShareDistance distance =
        ShareDistance.between(new double[] {1, 2, 3, 4, 10}, new double[] {3, 2, 5, 4, 6});

    assertThat(distance.spearman()).isCloseTo(0.8, within(1e-12));
    // Shares .05 .1 .15 .2 .5 and .15 .1 .25 .2 .3.
    assertThat(distance.l1()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void ties_get_their_mean_rank() {
    // Ranks 1.5 1.5 3 4 and 1 2 3 4: Pearson of these is 4.5 / sqrt(4.5 * 5).
    assertThat(
            ShareDistance.between(new double[] {0, 0, 1, 2}, new double[] {1, 2, 3, 4}).spearman())
        .isCloseTo(4.5 / Math.sqrt(22.5), within(1e-12));
  }

  @Test
  void no_order_no_correlation() {
    assertThat(ShareDistance.between(new double[] {1, 1}, new double[] {1, 2}).spearman()).isNaN();
  }

  @Test
  void what_is_no_set_of_shares_is_refused() {
    assertThatThrownBy(() -> ShareDistance.between(new double[] {1}, new double[] {1, 2}))
        .hasMessage("both sides must have the same channels, got 1 and 2");
    assertThatThrownBy(() -> ShareDistance.between(new double[] {0, 0}, new double[] {1, 2}))
        .hasMessage("amounts must not all be 0");
    assertThatThrownBy(() -> ShareDistance.between(new double[] {-1, 2}, new double[] {1, 2}))
        .hasMessage("amounts must not be negative, got -1.0");
  }
}
