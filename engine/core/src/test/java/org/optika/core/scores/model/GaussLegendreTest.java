package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaussLegendreTest {
  static IntStream numbers() {
    return IntStream.rangeClosed(1, Tree.MOST_LEVELS / 2);
  }

  @ParameterizedTest(name = "{0} points")
  @MethodSource("numbers")
  void integrates_powers_below_twice_the_number_of_points(int n) {
    GaussLegendre rule = GaussLegendre.of(n);

    for (int power = 0; power < 2 * n; power++) {
      double integral = 0;
      for (int k = 0; k < n; k++) {
        integral += rule.weights()[k] * Math.pow(rule.points()[k], power);
      }
      assertThat(integral).isCloseTo(1.0 / (power + 1), within(1e-14));
    }
  }

  @ParameterizedTest(name = "{0} points")
  @MethodSource("numbers")
  void points_are_ascending_and_inside(int n) {
    GaussLegendre rule = GaussLegendre.of(n);

    assertThat(rule.points()).isSorted().doesNotHaveDuplicates();
    assertThat(rule.points()[0]).isGreaterThan(0);
    assertThat(rule.points()[n - 1]).isLessThan(1);
  }

  /** Abramowitz and Stegun, Table 25.4, n = 3: zeros 0 and 0.774596669241483, weights 8/9, 5/9. */
  @Test
  void equals_published_points() {
    GaussLegendre rule = GaussLegendre.of(3);

    double zero = 0.774596669241483;
    assertThat(rule.points())
        .containsExactly(new double[] {(1 - zero) / 2, 0.5, (1 + zero) / 2}, within(1e-15));
    assertThat(rule.weights())
        .containsExactly(new double[] {5 / 18.0, 8 / 18.0, 5 / 18.0}, within(1e-15));
  }
}
