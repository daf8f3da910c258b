package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {

  /** Expected values: normal distribution function to 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "-37, 5.72557122252457682e-300",
    "-20, 2.7536241186062337e-89",
    "-8, 6.22096057427178412e-16",
    "-5, 2.86651571879193912e-7",
    "-2, 0.0227501319481792072",
    "-1.5, 0.066807201268858066",
    "-1.25, 0.105649773666855258",
    "-0.5, 0.308537538725986896",
    "0, 0.5",
    "0.75, 0.773372647623131801",
    "1.5, 0.933192798731141934",
    "3, 0.998650101968369905"
  })
  void lower_tails_keep_their_relative_accuracy_far_out(double x, double expected) {
    double relative = 0x1p-50 * (4 + x * x);

    assertThat(StandardNormal.lowerTail(x)).isCloseTo(expected, within(relative * expected));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0", "0.025, 1.959963984540054", "1e-6, 4.753424308822899"})
  void tail_begins_at_the_quantile_and_not_before(double probability, double expected) {
    double begin = StandardNormal.tailBegin(probability);

    assertThat(begin).isCloseTo(expected, within(1e-13));
    assertThat(StandardNormal.lowerTail(-begin)).isLessThanOrEqualTo(probability);
  }

  @Test
  void a_tail_is_at_most_a_half() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardNormal.tailBegin(0.6))
        .withMessage("the probability of a tail must be in [1e-300, 0.5], got 0.6");
  }
}
