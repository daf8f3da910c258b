package org.optika.jobs.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {

  @Test
  void ticks_are_round() {
    assertThat(ticks(0, 100)).containsExactly("0", "20", "40", "60", "80", "100");
    assertThat(ticks(0, 2.74)).containsExactly("0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0");
    assertThat(ticks(-0.07, 0.11))
        .containsExactly("-0.10", "-0.05", "0.00", "0.05", "0.10", "0.15");
    assertThat(ticks(0, 1)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(ticks(0, 6000)).containsExactly("0", "1000", "2000", "3000", "4000", "5000", "6000");
  }

  @Test
  void an_axis_runs_from_its_first_tick_to_its_last() {
    Axis axis = Axis.of("share", -0.07, 0.11);

    assertThat(axis.place(-0.10)).isEqualTo(0.0);
    assertThat(axis.place(0.15)).isEqualTo(1.0);
    assertThat(axis.place(-0.05)).isEqualTo(0.2);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void an_axis_holds_its_values_in_a_few_equal_steps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      double from = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-4, 5));
      double to = from + random.nextDouble(0.001, 1) * Math.pow(10, random.nextInt(-4, 5));

      List<BigDecimal> ticks = Axis.of("any", from, to).ticks();

      assertThat(ticks.get(0).doubleValue()).isLessThanOrEqualTo(from);
      assertThat(ticks.get(ticks.size() - 1).doubleValue()).isGreaterThanOrEqualTo(to);
      assertThat(ticks.get(1).doubleValue()).isGreaterThan(from);
      assertThat(ticks.get(ticks.size() - 2).doubleValue()).isLessThan(to);
      assertThat(ticks).hasSizeBetween(2, 7);
      BigDecimal step = ticks.get(1).subtract(ticks.get(0));
      assertThat(step.stripTrailingZeros().unscaledValue().intValueExact()).isIn(1, 2, 5);
      for (int tick = 1; tick < ticks.size(); tick++) {
        assertThat(ticks.get(tick).subtract(ticks.get(tick - 1))).isEqualByComparingTo(step);
      }
    }
  }

  @Test
  void an_axis_without_length_is_refused() {
    assertThatThrownBy(() -> Axis.of("lift", 1, 1))
        .hasMessage("Axis 'lift': expected finite from < to, got 1.0 and 1.0");
    assertThatThrownBy(() -> Axis.of("lift", 0, Double.NaN))
        .hasMessage("Axis 'lift': expected finite from < to, got 0.0 and NaN");
    assertThatThrownBy(() -> Axis.of("lift", 0, Double.POSITIVE_INFINITY))
        .hasMessage("Axis 'lift': expected finite from < to, got 0.0 and Infinity");
  }

  private static List<String> ticks(double from, double to) {
    return Axis.of("any", from, to).ticks().stream().map(BigDecimal::toPlainString).toList();
  }
}
