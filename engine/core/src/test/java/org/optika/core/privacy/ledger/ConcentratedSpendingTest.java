package org.optika.core.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.optika.core.privacy.accounting.BoxCost;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.ConcentratedPrivacy;
import org.optika.core.privacy.accounting.DiscreteGaussianCost;
import org.optika.core.privacy.accounting.GaussianCost;
import org.optika.core.privacy.accounting.LaplaceCost;
import org.optika.core.privacy.accounting.PrivacyHistory;
import org.optika.core.privacy.accounting.PrivacyLoss;

class ConcentratedSpendingTest {
  private static final ConcentratedComposition ACCOUNTING = new ConcentratedComposition();
  private static final BigDecimal DELTA = new BigDecimal("1e-5");

  private static PrivacyLoss price(String epsilon, String delta) {
    return new PrivacyLoss(new BigDecimal(epsilon), new BigDecimal(delta));
  }

  /** A release with Gaussian noise: sigma 4 for epsilon 1.2 at delta 1e-6, at the least. */
  private static ConcentratedSpending gaussian() {
    return ACCOUNTING.of(price("1.2", "1e-6"), List.of(Charge.of(new GaussianCost(4))));
  }

  private static ConcentratedSpending times(int releases, ConcentratedSpending one) {
    return IntStream.range(0, releases)
        .boxed()
        .reduce(ACCOUNTING.none(), (sum, release) -> sum.compose(one), (a, b) -> a.compose(b));
  }

  @Test
  void rho_of_gaussian_noise_is_half_the_inverse_square_of_sigma() {
    // 0.03125, which a rounded double may be less than, so the fourth digit goes up.
    assertThat(gaussian().rho()).isEqualByComparingTo("0.03126");
    assertThat(gaussian().delta()).isEqualByComparingTo("0");
    assertThat(gaussian().price()).isEqualTo(BasicSpending.of("1.2", "1e-6"));
  }

  @Test
  void rho_of_laplace_noise_is_half_the_square_of_epsilon_for_each_use() {
    ConcentratedSpending spending =
        ACCOUNTING.of(price("1", "0"), List.of(new Charge(new LaplaceCost(5), 5)));

    // 5 * 0.2^2 / 2
    assertThat(spending.rho()).isEqualByComparingTo("0.1001");
    assertThat(spending.delta()).isEqualByComparingTo("0");
  }

  @Test
  void a_release_without_a_mechanism_is_refused_and_not_for_free() {
    assertThatThrownBy(() -> ACCOUNTING.of(price("1", "1e-6"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a release has mechanisms to charge, got none");
  }

  @Test
  void a_selection_of_groups_has_a_delta_beside_its_rho() {
    ConcentratedSpending spending =
        ACCOUNTING.of(price("1", "1e-6"), List.of(new Charge(new BoxCost(0.2, 1e-7), 3)));

    // 3 * 0.2^2 / 2, rounded up to four digits
    assertThat(spending.rho()).isEqualByComparingTo("0.06001");
    assertThat(spending.delta().doubleValue()).isCloseTo(3e-7, within(1e-17));
    assertThat(spending.delta()).isGreaterThanOrEqualTo(new BigDecimal("3e-7"));
  }

  @Test
  void many_releases_cost_about_the_root_of_their_number() {
    BigDecimal one = gaussian().epsilonAt(DELTA).orElseThrow();
    BigDecimal hundred = times(100, gaussian()).epsilonAt(DELTA).orElseThrow();

    // By rho: 3.125 + 2 sqrt(3.125 ln(2e5)) at most; by the sum of prices 120.
    assertThat(hundred.doubleValue()).isBetween(14.0, 15.5);
    assertThat(hundred.doubleValue() / one.doubleValue()).isLessThan(15);
  }

  @Test
  void of_few_releases_with_laplace_noise_the_sum_of_prices_is_smaller() {
    ConcentratedSpending pure =
        ACCOUNTING.of(price("1", "0"), List.of(Charge.of(new LaplaceCost(1))));

    assertThat(times(2, pure).epsilonAt(DELTA)).contains(new BigDecimal("2"));
    assertThat(times(2, pure).epsilonAt(BigDecimal.ZERO)).contains(new BigDecimal("2"));
    assertThat(times(200, pure).epsilonAt(DELTA).orElseThrow().doubleValue()).isLessThan(200);
  }

  @Test
  void each_sum_has_half_of_delta() {
    BigDecimal epsilon = gaussian().epsilonAt(DELTA).orElseThrow();

    assertThat(epsilon.doubleValue())
        .isCloseTo(ConcentratedPrivacy.epsilon(0.03126, 5e-6), within(1e-8));
    assertThat(gaussian().epsilonAt(new BigDecimal("0"))).isEmpty();
    // The price needs 1e-6, and so a delta of 2e-6.
    ConcentratedSpending box =
        ACCOUNTING.of(price("0.1", "1e-6"), List.of(Charge.of(new BoxCost(3, 1e-6))));
    assertThat(box.epsilonAt(new BigDecimal("2e-6"))).contains(new BigDecimal("0.1"));
    assertThat(box.epsilonAt(new BigDecimal("1.99e-6"))).isEmpty();
  }

  @Test
  void what_is_proven_is_never_below_the_composition_of_the_losses() {
    for (int releases : new int[] {1, 5, 40}) {
      for (double sigma : new double[] {0.8, 3, 20}) {
        Charge mechanism = Charge.of(new DiscreteGaussianCost(sigma, 1));
        PrivacyHistory history = PrivacyHistory.empty();
        for (int release = 0; release < releases; release++) {
          history = history.plus(mechanism);
        }
        // Prices that are far too high, so that rho decides.
        ConcentratedSpending spending =
            times(releases, ACCOUNTING.of(price("100", "0"), List.of(mechanism)));

        assertThat(spending.epsilonAt(DELTA).orElseThrow().doubleValue())
            .as("%s releases, sigma %s", releases, sigma)
            .isGreaterThanOrEqualTo(history.epsilon(DELTA.doubleValue()));
      }
    }
  }

  @Test
  void a_composition_never_costs_less_than_its_parts() {
    ConcentratedSpending sum = ACCOUNTING.none();
    BigDecimal before = BigDecimal.ZERO;
    for (int release = 1; release <= 30; release++) {
      sum =
          sum.compose(
              ACCOUNTING.of(
                  price("0.3", "1e-7"),
                  List.of(Charge.of(new GaussianCost(release)), Charge.of(new BoxCost(0, 1e-8)))));
      BigDecimal after = sum.epsilonAt(DELTA).orElseThrow();
      assertThat(after).isGreaterThan(before);
      before = after;
    }
  }

  @Test
  void nothing_costs_nothing_and_changes_nothing() {
    assertThat(ACCOUNTING.none().epsilonAt(BigDecimal.ZERO)).contains(BigDecimal.ZERO);
    assertThat(ACCOUNTING.none().compose(gaussian())).isEqualTo(gaussian());
  }

  @Test
  void a_spending_is_read_again_as_it_was_written() {
    ConcentratedSpending spending =
        ACCOUNTING
            .of(price("1", "1e-6"), List.of(new Charge(new BoxCost(0.2, 1e-7), 3)))
            .compose(gaussian());

    assertThat(ACCOUNTING.read(spending.bytes())).isEqualTo(spending);
    assertThatThrownBy(() -> ACCOUNTING.read(BasicSpending.of("1", "0").bytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a further field, got the end of the bytes");
  }

  @Test
  void spendings_of_two_accountings_do_not_add_up() {
    assertThatThrownBy(() -> gaussian().compose(BasicSpending.of("1", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a spending of the accounting 'concentrated', got BasicSpending");
  }

  @Test
  void an_accounting_is_found_by_its_id() {
    assertThat(Accounting.find("concentrated")).isInstanceOf(ConcentratedComposition.class);
    assertThat(Accounting.find("basic")).isInstanceOf(BasicComposition.class);
    assertThatThrownBy(() -> Accounting.find("renyi"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown accounting 'renyi'; known: [basic, concentrated]");
  }
}
