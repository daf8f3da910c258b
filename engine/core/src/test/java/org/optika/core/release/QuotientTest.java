package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotientTest {

  private static Quotient quotient(double a, double deviationA, double b, double deviationB) {
    return new Quotient(new NoisyNumber(a, deviationA, 0), new NoisyNumber(b, deviationB, 0));
  }

  /**
   * Each end r of the interval is 1.96 deviations of a - r b away: (a - r b)^2 = z^2 (s^2 + r^2
   * t^2).
   */
  @Test
  void ends_of_the_interval_are_where_the_numbers_contradict() {
    Quotient half = quotient(500, 20, 1_000, 30);
    Interval interval = half.interval().orElseThrow();

    for (double end : new double[] {interval.low(), interval.high()}) {
      double away = Math.abs(500 - end * 1_000);
      assertThat(away).isCloseTo(Interval.Z * Math.hypot(20, end * 30), within(1e-9));
    }
    assertThat(half.value()).isEqualTo(0.5);
    assertThat(half.deviation()).isCloseTo(0.025, within(1e-12));
  }

  @Test
  void a_denominator_that_may_be_nothing_has_no_interval() {
    assertThat(quotient(5, 20, 50, 30).interval()).isEmpty();
    assertThat(quotient(5, 20, -50, 1).exists()).isFalse();
  }

  @Test
  void ninety_five_of_a_hundred_hold_the_quotient_also_of_small_numbers() {
    Random random = new Random(1);
    int held = 0;
    int all = 0;
    for (int run = 0; run < 20_000; run++) {
      Optional<Interval> interval =
          quotient(30 + 10 * random.nextGaussian(), 10, 60 + 10 * random.nextGaussian(), 10)
              .interval();
      if (interval.isPresent()) {
        all++;
        held += interval.get().low() <= 0.5 && 0.5 <= interval.get().high() ? 1 : 0;
      }
    }

    assertThat(held / (double) all).isCloseTo(0.95, within(4 * Math.sqrt(0.05 * 0.95 / all)));
  }
}
