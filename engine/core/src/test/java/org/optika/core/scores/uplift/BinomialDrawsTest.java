package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialDrawsTest {
  private static final int DRAWS = 100_000;

  /** Both ways of drawing, on both sides of a half. */
  @ParameterizedTest(name = "{0} trials of {1} in {2}")
  @CsvSource({
    "12, 1, 3",
    "12, 2, 3",
    "5, 1, 2",
    "90, 1, 4",
    "90, 3, 4",
    "60, 1, 2",
    "4000, 1, 100"
  })
  void draws_follow_the_distribution(int trials, int part, int whole) {
    BinomialDraws binomial = new BinomialDraws(new SplittableRandom(trials + part));
    double[] seen = new double[trials + 1];

    for (int i = 0; i < DRAWS; i++) {
      seen[(int) binomial.draw(trials, part, whole)]++;
    }

    double p = (double) part / whole;
    double chiSquare = 0;
    int cells = 0;
    for (int k = 0; k <= trials; k++) {
      double expected =
          DRAWS
              * Math.exp(
                  BinomialDraws.logFactorial(trials)
                      - BinomialDraws.logFactorial(k)
                      - BinomialDraws.logFactorial(trials - k)
                      + k * Math.log(p)
                      + (trials - k) * Math.log(1 - p));
      if (expected >= 5) {
        chiSquare += (seen[k] - expected) * (seen[k] - expected) / expected;
        cells++;
      }
    }
    // Mean cells, variance twice that: four standard deviations.
    assertThat(chiSquare).isLessThan(cells + 4 * Math.sqrt(2.0 * cells));
  }

  @Test
  void many_trials_have_the_mean_and_the_variance_of_theory() {
    BinomialDraws binomial = new BinomialDraws(new SplittableRandom(3));
    double sum = 0;
    double squares = 0;

    for (int i = 0; i < DRAWS; i++) {
      double distance = binomial.draw(100_000_000, 3, 10) - 30_000_000;
      sum += distance;
      squares += distance * distance;
    }

    double variance = 21_000_000;
    assertThat(sum / DRAWS).isCloseTo(0, within(4 * Math.sqrt(variance / DRAWS)));
    assertThat(squares / DRAWS).isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / DRAWS)));
  }

  @Test
  void certainties_need_no_chance() {
    BinomialDraws binomial = new BinomialDraws(new SplittableRandom(4));

    assertThat(binomial.draw(9, 0, 5)).isZero();
    assertThat(binomial.draw(9, 5, 5)).isEqualTo(9);
    assertThat(binomial.draw(0, 0, 0)).isZero();
  }

  @Test
  void logarithms_of_factorials_on_both_sides_of_the_series() {
    assertThat(BinomialDraws.logFactorial(10)).isCloseTo(Math.log(3628800), within(1e-12));
    assertThat(BinomialDraws.logFactorial(20))
        .isCloseTo(Math.log(2432902008176640000.0), within(1e-11));
    assertThat(BinomialDraws.logFactorial(16) - BinomialDraws.logFactorial(15))
        .isCloseTo(Math.log(16), within(1e-10));
  }
}
