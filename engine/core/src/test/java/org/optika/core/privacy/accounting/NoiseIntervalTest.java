package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseIntervalTest {

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @Test
  void half_widths_are_the_known_ones() {
    assertThat(NoiseInterval.laplace(1, 0.05)).isCloseTo(2.995732273553991, within(1e-14));
    assertThat(NoiseInterval.gaussian(2, 0.05)).isCloseTo(2 * 1.959963984540054, within(1e-12));
    assertThat(NoiseInterval.discreteLaplace(1, 0.05)).isEqualTo(3);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void discrete_half_width_is_the_first_with_a_small_tail(long seed) {
    Random random = new Random(seed);
    double parameter = 0.01 + 3 * random.nextDouble();
    double alpha = 0.001 + 0.9 * random.nextDouble();
    double q = Math.exp(-parameter);
    double within = (1 - q) / (1 + q);
    long expected = 0;
    while (1 - within > alpha) {
      expected++;
      within += 2 * (1 - q) / (1 + q) * Math.pow(q, expected);
    }

    assertThat(NoiseInterval.discreteLaplace(parameter, alpha)).isEqualTo(expected);
  }

  @Test
  void arguments_out_of_range_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseInterval.laplace(0, 0.05))
        .withMessage("scale must be > 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseInterval.gaussian(-1, 0.05))
        .withMessage("sigma must be > 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseInterval.discreteLaplace(0, 0.05))
        .withMessage("parameter must be > 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseInterval.laplace(1, 1))
        .withMessage("alpha must be in (0, 1), got 1.0");
  }
}
