package org.optika.core.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;

/** The auditor on mechanisms of which everything is known. */
class PrivacyAuditTest {
  private static final int DRAWS = 100_000;
  private static final int BITS = 40;

  private static double epsilon(String name, double delta, Randomised with, Randomised without) {
    AuditCase audited = new AuditCase(name, List.of(new Claim(0, delta)), DRAWS, with, without);
    return audited.findings().get(0).epsilon();
  }

  /** Tells the truth with probability e^epsilon / (1 + e^epsilon). */
  private static Randomised response(boolean truth, double epsilon) {
    double honest = 1 / (1 + Math.exp(-epsilon));
    return bits -> new double[] {(uniform(bits) < honest) == truth ? 1 : 0};
  }

  private static double uniform(BitSource bits) {
    return Math.scalb((double) bits.nextBits(BITS), -BITS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 3})
  void the_bound_is_below_the_epsilon_of_randomised_response_and_close(double truth) {
    double found = epsilon("response " + truth, 0, response(true, truth), response(false, truth));

    assertThat(found).isLessThan(truth).isGreaterThan(truth - 0.15);
  }

  /** With delta the epsilon is ln((p - delta) / q), or less when delta is large. */
  @Test
  void the_bound_takes_delta_off() {
    double p = 1 / (1 + Math.exp(-1));
    double truth = Math.log((p - 0.2) / (1 - p));

    double found = epsilon("delta", 0.2, response(true, 1), response(false, 1));

    assertThat(found).isLessThan(truth).isGreaterThan(truth - 0.1);
    assertThat(epsilon("large delta", 0.8, response(true, 1), response(false, 1))).isZero();
  }

  /** Three values of a person, each changed by 2: every bit of epsilon is in all of them. */
  @ParameterizedTest
  @ValueSource(strings = {"0.5", "2"})
  void the_bound_is_below_the_epsilon_of_laplace_noise_and_close(String epsilon) {
    DiscreteLaplaceMechanism noise =
        DiscreteLaplaceMechanism.of(new BigDecimal(epsilon), BigInteger.valueOf(6));
    double truth = Double.parseDouble(epsilon);

    double found = epsilon("laplace " + epsilon, 0, three(noise, 102), three(noise, 100));

    assertThat(found).isLessThan(truth).isGreaterThan(0.6 * truth);
  }

  private static Randomised three(DiscreteLaplaceMechanism noise, long exact) {
    return bits ->
        new double[] {noise.noisy(exact, bits), noise.noisy(exact, bits), noise.noisy(exact, bits)};
  }

  @Test
  void inputs_that_cannot_be_told_apart_have_no_bound() {
    assertThat(epsilon("same", 0, response(true, 1), response(true, 1))).isLessThan(0.02);
  }

  /**
   * Something that is never seen without the person has an infinite epsilon, whatever its rarity.
   */
  @Test
  void an_output_that_gives_away_a_person_is_found() {
    Randomised with = bits -> new double[] {uniform(bits) < 0.01 ? Double.NaN : uniform(bits)};
    Randomised without = bits -> new double[] {uniform(bits)};

    assertThat(epsilon("rare", 0, with, without)).isGreaterThan(3);
    assertThat(epsilon("rare within delta", 0.02, with, without)).isZero();
  }
}
