package org.optika.core.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptInCountsTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void plus_is_associative_commutative_and_has_zero_as_identity(long seed) {
    Random random = new Random(seed);
    OptInCounts a = randomCounts(random);
    OptInCounts b = randomCounts(random);
    OptInCounts c = randomCounts(random);

    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(OptInCounts.ZERO)).isEqualTo(a);
  }

  @Test
  void every_count_is_added_to_its_own_kind() {
    OptInCounts one = new OptInCounts(7, 3, 2, 2, 1, 2, 2, 11, 13, 17);

    assertThat(one.plus(one)).isEqualTo(new OptInCounts(14, 6, 4, 4, 2, 4, 4, 22, 26, 34));
  }

  @Test
  void counts_that_do_not_add_up_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OptInCounts(3, 1, 1, 1, 1, 0, 0, 0, 0, 0))
        .withMessage("optIns + optOuts + noChoice must equal showings: expected 3, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OptInCounts(2, 1, 1, 1, 0, 0, 0, 0, 0, 0))
        .withMessage("acceptAll + denyAll + save must equal optIns + optOuts: expected 2, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OptInCounts(0, 0, 0, 0, 0, 0, 0, -1, 0, 0))
        .withMessage("gpcSignals must be >= 0, got -1");
  }

  @Test
  void a_sum_beyond_the_range_of_long_is_refused() {
    OptInCounts huge = new OptInCounts(0, 0, 0, 0, 0, 0, 0, Long.MAX_VALUE, 0, 0);

    assertThatThrownBy(() -> huge.plus(huge)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void stocks_add_up_and_cannot_exceed_those_observed() {
    assertThat(new PermittedCounts(2, 5).plus(new PermittedCounts(1, 4)))
        .isEqualTo(new PermittedCounts(3, 9));
    assertThat(new PermittedCounts(2, 5).plus(PermittedCounts.ZERO))
        .isEqualTo(new PermittedCounts(2, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PermittedCounts(6, 5))
        .withMessage("permitted must be in [0, observed = 5], got 6");
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static OptInCounts randomCounts(Random random) {
    OptInCounts counts = OptInCounts.ZERO;
    int facts = random.nextInt(20);
    for (int i = 0; i < facts; i++) {
      OptInAnswer answer = OptInAnswer.values()[random.nextInt(3)];
      ChoiceForm form =
          answer == OptInAnswer.NONE ? ChoiceForm.NONE : ChoiceForm.values()[random.nextInt(3)];
      counts = counts.plus(OptInCounts.ofShowing(answer, form));
      counts = counts.plus(OptInCounts.ofApart(CountedApart.Kind.values()[random.nextInt(3)]));
    }
    return counts;
  }
}
