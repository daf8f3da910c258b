package org.optika.core.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClopperPearsonTest {

  /** Interval for 81 of 263: R. Newcombe, Statistics in Medicine 17(8), 1998, table I, method 5. */
  @ParameterizedTest
  @CsvSource({"81, 263, 0.2527, 0.3676", "15, 148, 0.0578, 0.1617", "0, 20, 0, 0.1684"})
  void intervals_are_those_that_are_published(long k, long n, double low, double high) {
    assertThat(ClopperPearson.lower(k, n, 0.025)).isCloseTo(low, within(5e-5));
    assertThat(ClopperPearson.upper(k, n, 0.025)).isCloseTo(high, within(5e-5));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0.3", "3, 12, 0.1", "40, 60, 0.5", "7, 500, 0.002", "130, 150, 0.95"})
  void a_tail_is_the_sum_of_its_terms(int k, int n, double p) {
    double sum = 0;
    for (int successes = k; successes <= n; successes++) {
      sum += term(successes, n, p);
    }

    assertThat(BinomialTail.atLeast(k, n, p) / sum).isCloseTo(1, within(1e-10));
  }

  private static double term(int k, int n, double p) {
    double term = Math.pow(1 - p, n - k);
    for (int i = 1; i <= k; i++) {
      term *= p * (n - k + i) / i;
    }
    return term;
  }

  /** Of n successes the tail is p^n, so the bound is the n-th root of alpha. */
  @Test
  void small_alphas_and_many_trials_are_exact_too() {
    assertThat(ClopperPearson.lower(100_000, 100_000, 1e-7))
        .isCloseTo(Math.pow(1e-7, 1e-5), within(1e-12));
    assertThat(ClopperPearson.upper(0, 100_000, 1e-7))
        .isCloseTo(1 - Math.pow(1e-7, 1e-5), within(1e-12));
    assertThat(ClopperPearson.lower(0, 100, 0.1)).isZero();
    assertThat(ClopperPearson.upper(100, 100, 0.1)).isOne();
  }
}
