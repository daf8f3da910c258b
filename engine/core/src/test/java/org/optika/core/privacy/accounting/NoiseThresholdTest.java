package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseThresholdTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1e-6, 1, 14.122363377404328",
    "1, 1e-6, 5, 74.65900644919215",
    "0.5, 1e-5, 1, 22.639556568820566"
  })
  void laplace_threshold_is_passed_by_a_lone_person_with_delta_at_most(
      double epsilon, double delta, int groups, double expected) {
    double threshold = NoiseThreshold.laplace(epsilon, delta, groups);

    assertThat(threshold).isCloseTo(expected, within(1e-12 * expected));
    // P(1 + noise >= threshold) of Laplace noise, in all groups of the person
    double passing = 0.5 * Math.exp(-(threshold - 1) * epsilon / groups);
    assertThat(groups * passing).isCloseTo(delta, within(1e-12 * delta));
  }

  /** The peer's sigma comes from a search that stops at 1e-3. */
  @ParameterizedTest
  @CsvSource({
    "1, 5e-7, 5e-7, 1, 22.362702405565226",
    "1, 5e-7, 5e-7, 5, 51.7732375",
    "2, 5e-9, 5e-9, 3, 28.790392988428483",
    "0.5, 5e-6, 5e-6, 1, 33.47312642246309"
  })
  void gaussian_threshold_is_the_one_of_the_least_sigma(
      double epsilon, double noiseDelta, double thresholdDelta, int groups, double peer) {
    double threshold = NoiseThreshold.gaussian(epsilon, noiseDelta, thresholdDelta, groups);

    assertThat(threshold).isBetween(peer * (1 - 1e-3), peer);
  }

  @Test
  void more_than_one_half_is_no_tail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseThreshold.laplace(1, 0.6, 1))
        .withMessage(
            "delta must be > 0 and at most half the groups per person, got 0.6 for 1 groups");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseThreshold.laplace(1, 0.1, 0))
        .withMessage("groups per person must be >= 1, got 0");
  }
}
