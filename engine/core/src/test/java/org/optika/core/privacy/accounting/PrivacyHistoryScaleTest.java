package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand releases, composed one by one as a ledger does. */
@Tag("slow")
@Tag("statistics")
class PrivacyHistoryScaleTest {

  private static final int RELEASES = 10_000;

  @Test
  void ten_thousand_releases_are_composed_to_the_exact_price_and_one_more_is_priced_at_once() {
    PrivacyHistory history = PrivacyHistory.empty();
    double inverseVariances = 0;
    for (int release = 0; release < RELEASES; release++) {
      double sigma = 80 + release % 60;
      inverseVariances += 1 / (sigma * sigma);
      history = history.plus(Charge.of(new GaussianCost(sigma)));
    }
    Charge next = Charge.of(new GaussianCost(30));
    double sigma = 1 / Math.sqrt(inverseVariances + 1 / 900.0);

    long fastest = Long.MAX_VALUE;
    for (int trial = 0; trial < 20; trial++) {
      long begin = System.nanoTime();
      history.epsilonWith(next, 1e-6);
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }

    System.out.printf(
        "%d releases: %d bytes, one more priced in %.1f ms%n",
        RELEASES, history.toBytes().length, fastest / 1e6);
    for (double delta : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) {
      double exact = AnalyticGaussian.epsilon(sigma, delta);
      double priced = history.epsilonWith(next, delta);
      System.out.printf("delta %.0e: %.7f, exact %.7f%n", delta, priced, exact);
      assertThat(priced).isBetween(exact, exact * (1 + 1e-3));
    }
    assertThat(fastest).isLessThan(50_000_000L);
  }
}
