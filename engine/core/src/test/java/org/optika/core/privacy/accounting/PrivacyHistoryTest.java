package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrivacyHistoryTest {

  private static final double DELTA = 1e-6;

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  private static Charge charge(Random random) {
    double size = Math.exp(random.nextDouble() * 3);
    MechanismCost mechanism =
        switch (random.nextInt(6)) {
          case 0 -> new LaplaceCost(size);
          case 1 -> new GaussianCost(size);
          case 2 -> new DiscreteLaplaceCost(1 / size, 1);
          case 3 -> new DiscreteGaussianCost(size, 1);
          case 4 -> new ExponentialCost(1 / size);
          default -> new BoxCost(1 / size, 1e-9);
        };
    return new Charge(mechanism, 1 + random.nextInt(5));
  }

  private static List<Charge> charges(Random random) {
    List<Charge> charges = new ArrayList<>();
    for (int i = 2 + random.nextInt(5); i > 0; i--) {
      charges.add(charge(random));
    }
    return charges;
  }

  private static PrivacyHistory history(List<Charge> charges) {
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : charges) {
      history = history.plus(charge);
    }
    return history;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_order_of_releases_does_not_matter(long seed) {
    Random random = new Random(seed);
    List<Charge> charges = charges(random);
    double epsilon = history(charges).epsilon(DELTA);

    Collections.shuffle(charges, random);

    assertThat(history(charges).epsilon(DELTA)).isCloseTo(epsilon, within(1e-5 * epsilon));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_price_of_one_more_is_that_of_composing_it(long seed) {
    Random random = new Random(seed);
    PrivacyHistory history = history(charges(random));
    Charge next = charge(random);

    double priced = history.epsilonWith(next, DELTA);

    double composed = history.plus(next).epsilon(DELTA);
    assertThat(priced).isBetween(composed * (1 - 1e-5), composed * (1 + 1e-9));
    assertThat(priced).isGreaterThan(history.epsilon(DELTA));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void storing_and_loading_changes_nothing(long seed) {
    Random random = new Random(seed);
    PrivacyHistory history = history(charges(random));
    Charge next = charge(random);

    PrivacyHistory loaded = PrivacyHistory.fromBytes(history.toBytes());

    assertThat(loaded.toBytes()).isEqualTo(history.toBytes());
    assertThat(loaded.epsilon(DELTA)).isEqualTo(history.epsilon(DELTA));
    assertThat(loaded.delta(0.5)).isEqualTo(history.delta(0.5));
    assertThat(loaded.epsilonWith(next, DELTA)).isEqualTo(history.epsilonWith(next, DELTA));
    assertThat(loaded.plus(next).toBytes()).isEqualTo(history.plus(next).toBytes());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void each_of_the_accounts_bounds_the_price(long seed) {
    Random random = new Random(seed);
    List<Charge> charges = charges(random);
    PrivacyHistory history = history(charges);
    double rho = charges.stream().mapToDouble(c -> c.zcdpRho().orElse(1e9)).sum();
    double pure = charges.stream().mapToDouble(c -> c.pureEpsilon().orElse(1e9)).sum();

    double epsilon = history.epsilon(DELTA);

    assertThat(epsilon).isLessThanOrEqualTo(pure * (1 + 1e-8));
    assertThat(epsilon).isLessThanOrEqualTo(ConcentratedPrivacy.epsilon(rho, DELTA) * (1 + 1e-8));
    assertThat(history.delta(epsilon)).isLessThanOrEqualTo(DELTA * (1 + 1e-6));
  }

  @Test
  void many_exponential_mechanisms_are_priced_by_rho() {
    PrivacyHistory history = PrivacyHistory.empty().plus(new Charge(new ExponentialCost(0.1), 100));

    assertThat(history.epsilon(DELTA))
        .isCloseTo(ConcentratedPrivacy.epsilon(100 * 0.01 / 8, DELTA), within(1e-7));
  }

  @Test
  void noise_chosen_after_results_is_priced_without_loss_distributions() {
    PrivacyHistory gaussian = PrivacyHistory.empty().plus(new Charge(new GaussianCost(10), 20));
    PrivacyHistory pure = PrivacyHistory.empty().plus(new Charge(new LaplaceCost(4), 2));

    assertThat(gaussian.adaptiveEpsilon(DELTA))
        .isCloseTo(ConcentratedPrivacy.epsilon(0.1, DELTA), within(1e-7))
        .isGreaterThan(gaussian.epsilon(DELTA));
    assertThat(pure.adaptiveEpsilon(DELTA)).isCloseTo(0.5, within(1e-8));
    assertThat(gaussian.plus(Charge.of(new BoxCost(0.1, 1e-9))).adaptiveEpsilon(DELTA))
        .isInfinite();
  }

  @Test
  void a_few_pure_mechanisms_are_priced_by_the_sum_of_their_epsilons() {
    PrivacyHistory history = PrivacyHistory.empty().plus(new Charge(new BoxCost(0.3, 0), 3));

    assertThat(history.epsilon(1e-12)).isCloseTo(0.9, within(1e-8));
    assertThat(history.delta(0.9 * (1 + 1e-8))).isZero();
  }

  @Test
  void nothing_released_costs_nothing() {
    assertThat(PrivacyHistory.empty().epsilon(DELTA)).isZero();
    assertThat(PrivacyHistory.empty().delta(0)).isZero();
    assertThat(PrivacyHistory.empty().epsilonWith(Charge.of(new LaplaceCost(1)), 1e-5))
        .isCloseTo(0.9999800002999947, within(1e-9));
  }

  @Test
  void ten_thousand_releases_fit_into_half_a_megabyte_and_cost_the_exact_price() {
    PrivacyHistory history =
        PrivacyHistory.empty()
            .plus(new Charge(new GaussianCost(100), 4_000))
            .plus(new Charge(new GaussianCost(150), 5_999));
    double sigma = 1 / Math.sqrt(4_000 / 1e4 + 5_999 / 22_500.0 + 1 / 900.0);
    double exact = AnalyticGaussian.epsilon(sigma, DELTA);

    assertThat(history.toBytes().length).isLessThan(1 << 19);
    assertThat(history.epsilonWith(Charge.of(new GaussianCost(30)), DELTA))
        .isBetween(exact, exact * (1 + 1e-4));
  }

  @Test
  void bytes_that_are_no_history_are_refused() {
    byte[] stored = PrivacyHistory.empty().toBytes();
    byte[] newer = stored.clone();
    newer[0] = 2;
    byte[] longer = Arrays.copyOf(stored, stored.length + 8);
    byte[] fine = stored.clone();
    fine[1] = 99;
    byte[] negative = stored.clone();
    negative[stored.length - 8] = (byte) 0xBF; // the sign and exponent of the only probability

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyHistory.fromBytes(newer))
        .withMessage("known version of a stored history: 1, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyHistory.fromBytes(longer))
        .withMessage("a stored history of 1 points has 42 bytes, got 50");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyHistory.fromBytes(new byte[3]))
        .withMessage("a stored history has at least 34 bytes, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyHistory.fromBytes(negative))
        .withMessage("a stored probability must be in [0, 1], got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyHistory.fromBytes(fine))
        .withMessage("a stored history has no grid of exponent 99 from point 0 on");
  }
}
