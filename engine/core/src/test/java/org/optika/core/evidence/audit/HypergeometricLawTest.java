package org.optika.core.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypergeometricLawTest {

  /** C(4, 2) * 6 + C(4, 3) = 40 of C(10, 3) = 120 draws. */
  @Test
  void tails_are_those_counted_by_hand() {
    HypergeometricLaw law = new HypergeometricLaw(10);

    assertThat(law.atLeast(2, 3, 0.4)).isCloseTo(1 / 3.0, within(1e-14));
    assertThat(law.atLeast(1, 3, 0.4)).isCloseTo(1 - 20 / 120.0, within(1e-14));
    assertThat(law.atLeast(3, 3, 0.4)).isCloseTo(4 / 120.0, within(1e-14));
    assertThat(law.atLeast(4, 3, 0.4)).isZero();
    assertThat(law.atLeast(0, 3, 0.4)).isOne();
    assertThat(law.atLeast(2, 8, 0.4)).isOne(); // at most two of the six others are left out
  }

  @Test
  void a_large_population_is_as_good_as_an_endless_one() {
    HypergeometricLaw law = new HypergeometricLaw(1_000_000_000);

    for (long count : new long[] {1, 5, 14, 21, 40}) {
      double binomial = new BinomialLaw().atLeast(count, 1349, 0.01);
      assertThat(law.atLeast(count, 1349, 0.01) / binomial).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void a_census_leaves_no_doubt() {
    assertThat(new HypergeometricLaw(50).interval(7, 50, 0.05))
        .isEqualTo(new RateInterval(0.14, 0.14));
  }

  /** Sums over all draws, for every rate that a population can have. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 20, 41})
  void intervals_miss_the_rate_with_probability_alpha_at_most(long drawn) {
    HypergeometricLaw law = new HypergeometricLaw(41);

    for (long deviating = 0; deviating <= 41; deviating++) {
      double rate = deviating / 41.0;
      double missed = 0;
      for (long count = 0; count <= drawn; count++) {
        RateInterval interval = law.interval(count, drawn, 0.1);
        if (rate < interval.lower() || interval.upper() < rate) {
          missed += law.atLeast(count, drawn, rate) - law.atLeast(count + 1, drawn, rate);
        }
      }
      assertThat(missed).isLessThanOrEqualTo(0.1 + 1e-12);
    }
  }

  @Test
  void rates_are_whole_numbers_of_devices() {
    HypergeometricLaw law = new HypergeometricLaw(300);

    assertThat(law.rateUpTo(0.01)).isEqualTo(0.01);
    assertThat(law.rateFrom(0.01)).isEqualTo(0.01);
    assertThat(law.rateUpTo(0.011)).isEqualTo(0.01);
    assertThat(law.rateFrom(0.011)).isEqualTo(4 / 300.0);
  }
}
