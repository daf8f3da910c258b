package org.optika.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WilsonIntervalTest {

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "0, 10, 0, 0.277533",
    "1, 10, 0.017876, 0.404150",
    "5, 10, 0.236593, 0.763407",
    "10, 10, 0.722467, 1",
    "45, 100, 0.356145, 0.547554",
    "5400, 12000, 0.441116, 0.458916",
    "4160, 8000, 0.509045, 0.530936"
  })
  void reference_values(long successes, long trials, double lower, double upper) {
    WilsonInterval interval = WilsonInterval.of(successes, trials).orElseThrow();

    assertThat(interval.lower()).isCloseTo(lower, within(5e-7));
    assertThat(interval.upper()).isCloseTo(upper, within(5e-7));
  }

  /** 81 of 263: Newcombe 1998, Statistics in Medicine 17, Table I, method 3. */
  @Test
  void published_value_of_newcombe() {
    WilsonInterval interval = WilsonInterval.of(81, 263).orElseThrow();

    assertThat(interval.lower()).isCloseTo(0.2553, within(5e-5));
    assertThat(interval.upper()).isCloseTo(0.3662, within(5e-5));
  }

  @Test
  void ends_are_exact() {
    assertThat(WilsonInterval.of(0, 7).orElseThrow().lower()).isEqualTo(0);
    assertThat(WilsonInterval.of(7, 7).orElseThrow().upper()).isEqualTo(1);
  }

  @Test
  void nothing_observed_gives_no_interval() {
    assertThat(WilsonInterval.of(0, 0)).isEmpty();
  }

  @Test
  void impossible_counts_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(11, 10))
        .withMessage("successes must be in [0, trials = 10], got 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(-1, 10))
        .withMessage("successes must be in [0, trials = 10], got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WilsonInterval(0.6, 0.5))
        .withMessage("bounds must satisfy 0 <= lower <= upper <= 1, got 0.6 and 0.5");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void stays_inside_zero_and_one_contains_p_and_mirrors(long seed) {
    Random random = new Random(seed);
    long trials = 1 + random.nextInt(1 << (1 + random.nextInt(29)));
    long successes = Math.min(trials, (long) (random.nextDouble() * (trials + 1)));

    WilsonInterval interval = WilsonInterval.of(successes, trials).orElseThrow();
    WilsonInterval mirrored = WilsonInterval.of(trials - successes, trials).orElseThrow();

    assertThat(interval.lower()).isBetween(0.0, 1.0);
    assertThat(interval.upper()).isBetween(0.0, 1.0);
    assertThat(interval.contains((double) successes / trials)).isTrue();
    assertThat(interval.lower()).isCloseTo(1 - mirrored.upper(), within(1e-12));
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }
}
