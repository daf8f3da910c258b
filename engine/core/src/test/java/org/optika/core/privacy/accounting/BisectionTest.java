package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BisectionTest {

  @Test
  void the_result_holds_and_the_next_smaller_double_does_not() {
    double root = Bisection.least(x -> x * x >= 2, 0, 2);

    assertThat(root * root).isGreaterThanOrEqualTo(2);
    assertThat(Math.nextDown(root) * Math.nextDown(root)).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 0.3, 1, 7e150})
  void positive_numbers_are_found_whatever_their_size(double wanted) {
    assertThat(Bisection.leastPositive(x -> x >= wanted, 1)).isEqualTo(wanted);
  }

  @Test
  void what_always_holds_holds_for_the_least_positive_double() {
    assertThat(Bisection.leastPositive(x -> true, 1)).isEqualTo(Double.MIN_VALUE);
  }
}
