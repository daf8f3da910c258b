package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrivacyLossTest {

  private static PrivacyLoss loss(String epsilon, String delta) {
    return new PrivacyLoss(new BigDecimal(epsilon), new BigDecimal(delta));
  }

  @Test
  void ten_tenths_are_one() {
    PrivacyLoss sum =
        Stream.generate(() -> loss("0.1", "1e-7"))
            .limit(10)
            .reduce(PrivacyLoss.NONE, PrivacyLoss::plus);

    assertThat(sum).isEqualTo(loss("1.0", "0.000001"));
    assertThat(sum).hasToString("ε=1 δ=0.000001");
  }

  @Test
  void a_loss_is_within_a_limit_only_in_both_numbers() {
    PrivacyLoss limit = loss("1", "1e-6");

    assertThat(loss("1.00", "1e-6").isWithin(limit)).isTrue();
    assertThat(loss("1.01", "0").isWithin(limit)).isFalse();
    assertThat(loss("0.5", "2e-6").isWithin(limit)).isFalse();
    assertThat(PrivacyLoss.pure(BigDecimal.ONE).isWithin(limit)).isTrue();
  }

  @Test
  void numbers_out_of_range_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss("-0.1", "0"))
        .withMessage("epsilon must be >= 0, got -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss("1", "1"))
        .withMessage("delta must be in [0, 1), got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss("1", "0.6").plus(loss("1", "0.5")))
        .withMessage("delta must be in [0, 1), got 1.1");
  }
}
