package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {

  /** 81 of 263: R. G. Newcombe, Statistics in Medicine 17, 1998, Table I, method 3. */
  @Test
  void published_interval_of_a_rate() {
    Interval interval = Interval.ofRate(81, 263);

    assertThat(interval.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(interval.high()).isCloseTo(0.3662, within(5e-5));
  }

  @Test
  void ends_of_a_rate_are_exact() {
    assertThat(Interval.ofRate(0, 10).low()).isEqualTo(0);
    assertThat(Interval.ofRate(0, 10).high()).isCloseTo(0.277533, within(5e-7));
    assertThat(Interval.ofRate(7, 7).high()).isEqualTo(1);
  }

  @Test
  void percentiles_are_linear_between_replicas() {
    // Places 0.025 4 = 0.1 and 0.975 4 = 3.9 of five replicas.
    assertThat(Interval.ofReplicas(new double[] {50, 10, 40, 20, 30}))
        .isEqualTo(new Interval(11, 49));
    assertThat(Interval.ofReplicas(new double[] {3})).isEqualTo(new Interval(3, 3));
  }

  @Test
  void an_interval_from_high_to_low_is_refused() {
    assertThatThrownBy(() -> new Interval(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("low must be at most high, got 2.0 and 1.0");
  }
}
