package org.optika.core.scores.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optika.core.scores.search.ParameterRange.Scale;

class ParameterRangeTest {
  private static final int DRAWS = 4000;

  private static List<Double> draws(double low, double high, Scale scale) {
    ParameterRange range = new ParameterRange("ridge", low, low, high, scale);
    SplittableRandom random = new SplittableRandom(5);
    return DoubleStream.generate(() -> range.draw(random)).limit(DRAWS).boxed().toList();
  }

  private static double share(List<Double> draws, double from, double below) {
    return draws.stream().filter(draw -> draw >= from && draw < below).count() / (double) DRAWS;
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void draws_stay_in_the_range(Scale scale) {
    assertThat(draws(3, 11, scale)).allMatch(draw -> draw >= 3 && draw <= 11);
  }

  /** Four standard deviations of a share of a quarter are 0.027. */
  @Test
  void each_decade_of_a_logarithmic_range_is_drawn_as_often() {
    List<Double> draws = draws(1e-4, 1, Scale.LOG);

    for (double from : new double[] {1e-4, 1e-3, 1e-2, 1e-1}) {
      assertThat(share(draws, from, 10 * from)).as("from %s", from).isCloseTo(0.25, within(0.027));
    }
  }

  @Test
  void each_quarter_of_an_even_range_is_drawn_as_often() {
    List<Double> draws = draws(0.2, 1, Scale.EVEN);

    for (double from : new double[] {0.2, 0.4, 0.6, 0.8}) {
      assertThat(share(draws, from, from + 0.2)).as("from %s", from).isCloseTo(0.25, within(0.027));
    }
  }

  /** Of a logarithm in [0, ln 4], what rounds to 2 is ln 2.5 - ln 1.5, 0.368 of it. */
  @Test
  void whole_numbers_are_drawn_by_factor_too() {
    List<Double> draws = draws(1, 4, Scale.WHOLE);

    assertThat(share(draws, 1, 1.5)).isCloseTo(0.292, within(0.029));
    assertThat(share(draws, 2, 2.5)).isCloseTo(0.368, within(0.031));
    assertThat(share(draws, 3, 3.5)).isCloseTo(0.243, within(0.028));
    assertThat(share(draws, 4, 4.5)).isCloseTo(0.096, within(0.019));
    assertThat(draws).allMatch(draw -> draw == Math.rint(draw));
  }

  @Test
  void draws_have_three_digits_that_count() {
    assertThat(draws(1e-5, 1, Scale.LOG))
        .allMatch(draw -> BigDecimal.valueOf(draw).stripTrailingZeros().precision() <= 3)
        .anyMatch(draw -> BigDecimal.valueOf(draw).stripTrailingZeros().precision() == 3);
  }

  /** All of it rounds to 0.988, which is above. */
  @Test
  void rounding_does_not_lead_out_of_the_range() {
    assertThat(draws(0.98761, 0.98765, Scale.LOG)).containsOnly(0.98765);
  }

  @Test
  void a_range_is_above_zero_and_holds_its_usual_value() {
    assertThatThrownBy(() -> new ParameterRange("ridge", 1, 0, 1, Scale.LOG))
        .hasMessage(
            "Parameter 'ridge': a range starts above 0 and ends above its start, got 0.0 to 1.0");
    assertThatThrownBy(() -> new ParameterRange("ridge", 1, 1, 1, Scale.LOG))
        .hasMessage(
            "Parameter 'ridge': a range starts above 0 and ends above its start, got 1.0 to 1.0");
    assertThatThrownBy(() -> new ParameterRange("ridge", 3, 1, 2, Scale.LOG))
        .hasMessage("Parameter 'ridge': the usual value must be in [1.0, 2.0], got 3.0");
    assertThatThrownBy(() -> new ParameterRange(" ", 1, 1, 2, Scale.LOG))
        .hasMessage("a parameter has a name, got ' '");
  }
}
