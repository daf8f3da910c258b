package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.privacy.accounting.PrivacyLoss;

class NoiseSearchTest {
  private static final PrivacyLoss ONE = new PrivacyLoss(BigDecimal.ONE, BigDecimal.ZERO);

  private static final class Counted implements DoubleUnaryOperator {
    private final DoubleUnaryOperator epsilonOf;
    private int tries;

    private Counted(DoubleUnaryOperator epsilonOf) {
      this.epsilonOf = epsilonOf;
    }

    @Override
    public double applyAsDouble(double factor) {
      tries++;
      return epsilonOf.applyAsDouble(factor);
    }
  }

  private static void assertFound(DoubleUnaryOperator epsilonOf, double guess, int mostTries) {
    Counted counted = new Counted(epsilonOf);

    double factor = NoiseSearch.smallestFactor(counted, guess, ONE);

    assertThat(epsilonOf.applyAsDouble(factor)).isLessThanOrEqualTo(1);
    assertThat(epsilonOf.applyAsDouble(factor * (1 - 2e-4))).isGreaterThan(1);
    assertThat(counted.tries).isLessThanOrEqualTo(mostTries);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.9, 1, 1.1, 5, 1000})
  void from_any_guess_it_comes_close_in_few_tries(double guess) {
    assertFound(factor -> 1 / factor, guess, 20);
    assertFound(factor -> 0.3 + 0.5 / factor + 0.2 / (factor * factor), guess, 20);
    assertFound(factor -> 0.95 + 1 / factor, guess, 24);
  }

  @Test
  void a_good_guess_needs_a_handful() {
    assertFound(factor -> 1 / factor + 0.02 / (factor * factor), 1, 5);
  }

  @Test
  void steps_and_infinities_do_not_mislead_it() {
    assertFound(factor -> factor < 3 ? Double.POSITIVE_INFINITY : 0.5, 1, 40);
    assertFound(factor -> Math.ceil(100 / factor) / 40, 1, 40);
  }

  @Test
  void what_never_gets_cheap_enough_is_refused() {
    assertThatThrownBy(() -> NoiseSearch.smallestFactor(factor -> 1.5 + 1 / factor, 1, ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("what needs no added noise costs more than");
  }
}
