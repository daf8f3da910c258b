package org.optika.core.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.optika.core.privacy.accounting.BoxCost;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyLoss;

/**
 * Somebody who picks each release, its epsilon and its delta after all that was seen before, until
 * the budget has no room. All that may be seen is enumerated, with its exact probability on either
 * of two neighbours: each release is the worst of its price, which tells all with probability delta
 * and else answers by randomised response.
 */
class AdaptiveReleasesTest {
  private static final int STRATEGIES = 60;
  private static final int MOST_RELEASES = 6;
  private static final Budget BUDGET = Budget.of("0.9", "0.12");

  private final Accounting accounting = new ConcentratedComposition();
  private Random random;
  private int byPrice;
  private int byRhoOnly;

  @Test
  void all_that_is_granted_stays_within_the_budget() {
    double most = 0;
    for (int seed = 0; seed < STRATEGIES; seed++) {
      random = new Random(seed);
      double delta = excess(accounting.none(), 1, 1, MOST_RELEASES);

      assertThat(delta).as("seed %s", seed).isLessThanOrEqualTo(BUDGET.delta().doubleValue());
      most = Math.max(most, delta);
    }

    assertThat(most)
        .as("a good part of delta is used")
        .isGreaterThan(0.25 * BUDGET.delta().doubleValue());
    assertThat(byPrice).as("seen while the sum of prices had room").isGreaterThan(STRATEGIES);
    assertThat(byRhoOnly).as("seen when only that of rhos had").isGreaterThan(STRATEGIES);
  }

  /** Sum of p - e^epsilon q over all that may be seen from here on and where that is positive. */
  private double excess(Spending spent, double p, double q, int left) {
    Spending after = spent;
    double epsilon = 0;
    double delta = 0;
    for (int tries = 0; tries < 3 && left > 0 && after == spent; tries++) {
      epsilon = List.of(0.1, 0.2, 0.3, 0.45).get(random.nextInt(4));
      delta = List.of(0.0, 0.0, 0.004, 0.01).get(random.nextInt(4));
      Spending sum = spent.compose(release(epsilon, delta));
      if (BUDGET.allows(sum)) {
        after = sum;
      }
    }
    if (after == spent) {
      count(spent);
      return Math.max(0, p - Math.exp(BUDGET.epsilon().doubleValue()) * q);
    }
    double likely = (1 - delta) / (1 + Math.exp(-epsilon));
    double unlikely = 1 - delta - likely;
    return excess(after, p * likely, q * unlikely, left - 1)
        + excess(after, p * unlikely, q * likely, left - 1)
        // Where all is told, nothing more can be lost.
        + p * delta;
  }

  private Spending release(double epsilon, double delta) {
    return accounting.of(
        new PrivacyLoss(BigDecimal.valueOf(epsilon), BigDecimal.valueOf(delta)),
        List.of(Charge.of(new BoxCost(epsilon, delta))));
  }

  private void count(Spending end) {
    BasicSpending price = ((ConcentratedSpending) end).price();
    boolean within =
        price.epsilon().compareTo(BUDGET.epsilon()) <= 0
            && price.delta().doubleValue() <= BUDGET.delta().doubleValue() / 2;
    byPrice += within ? 1 : 0;
    byRhoOnly += within ? 0 : 1;
  }
}
