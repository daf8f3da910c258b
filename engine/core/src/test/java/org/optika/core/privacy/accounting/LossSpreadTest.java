package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossSpreadTest {

  private static final MathContext DIGITS = new MathContext(40);

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** 1 - e^-x by its series. */
  private static BigDecimal gain(BigDecimal x) {
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; n <= 30; n++) {
      term = term.multiply(x).divide(BigDecimal.valueOf(-n), DIGITS);
      sum = sum.subtract(term);
    }
    return sum;
  }

  /**
   * In exact arithmetic: the probability is kept, and so is the delta with the point below as
   * epsilon. The exact loss is taken as four units in the last place above the double.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_digit_of_a_probability_or_delta_is_lost(long seed) {
    Random random = new Random(seed);
    double loss = random.nextDouble();
    double probability = random.nextDouble();
    LossSpread spread = new LossSpread(-1, 1, 1);

    spread.addAtom(loss, probability);

    PrivacyLossDistribution losses = spread.distribution();
    int below = (int) Math.floor(loss / losses.interval()) - losses.lowest();
    BigDecimal lower = new BigDecimal(losses.mass(below));
    BigDecimal upper = new BigDecimal(losses.mass(below + 1));
    BigDecimal above =
        new BigDecimal(loss)
            .add(new BigDecimal(4 * Math.ulp(loss)))
            .subtract(new BigDecimal((losses.lowest() + below) * losses.interval()));
    BigDecimal exact = new BigDecimal(probability);
    assertThat(lower.add(upper)).isGreaterThanOrEqualTo(exact);
    assertThat(upper.multiply(gain(new BigDecimal(losses.interval()))))
        .isGreaterThanOrEqualTo(exact.multiply(gain(above)));
    assertThat(lower.add(upper).doubleValue()).isCloseTo(probability, within(1e-12 * probability));
  }

  /** Neither does the grid lose a density: the integral of e^x from -1 to 0.5, to the end. */
  @Test
  void a_density_is_integrated_to_the_last_digits() {
    LossSpread spread = new LossSpread(-1, 1, 1);

    spread.addDensity(-1, 0.5, 1.0 / 32, Math::exp);

    PrivacyLossDistribution losses = spread.distribution();
    double total = 0;
    for (int i = 0; i < losses.points(); i++) {
      total += losses.mass(i);
    }
    double exact = Math.exp(0.5) - Math.exp(-1);
    assertThat(total).isCloseTo(exact, within(1e-12));
    assertThat(losses.infinite()).isZero();
  }

  @Test
  void the_grid_is_fine_beside_typical_losses_and_no_coarser_than_it_must_be() {
    assertThat(new LossSpread(-1, 1, 1).distribution().exponent()).isEqualTo(14);
    assertThat(new LossSpread(-0.001, 0.001, 0.001).distribution().exponent()).isEqualTo(20);
    assertThat(new LossSpread(-1_000, 1_000, 100).distribution().exponent()).isEqualTo(5);
    assertThat(new LossSpread(0, 0, 0).distribution().exponent()).isEqualTo(60);
  }
}
