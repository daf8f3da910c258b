package org.optika.boost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinglePrecisionTest {
  /** Of 1 the single number below is 1 - 2^-24; the tie goes to 1, whose last bit is 0. */
  @Test
  void a_tie_that_rounds_up_to_the_threshold_is_not_below_it() {
    double halfWay = 1 - Math.pow(2, -25);

    assertThat((float) halfWay).isEqualTo(1f);
    assertThat(SinglePrecision.greatestBelow(1f)).isEqualTo(Math.nextDown(halfWay));
  }

  /** The single number above 1 is 1 + 2^-23, whose last bit is 1; the tie goes down to 1. */
  @Test
  void a_tie_that_rounds_down_is_below_the_threshold() {
    assertThat(SinglePrecision.greatestBelow(Math.nextUp(1f))).isEqualTo(1 + Math.pow(2, -24));
  }

  @Test
  void zero_itself_is_not_below_zero_and_neither_is_what_rounds_to_it() {
    double greatest = SinglePrecision.greatestBelow(0f);

    assertThat(greatest).isEqualTo(Math.nextDown(-0.5 * Float.MIN_VALUE));
    assertThat((float) Math.nextUp(greatest)).isEqualTo(-0f);
    assertThat(SinglePrecision.greatestBelow(-0f)).isEqualTo(greatest);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void it_is_below_and_the_next_double_is_not_for_any_threshold(long seed) {
    SplittableRandom random = new SplittableRandom(seed);

    for (int i = 0; i < 100_000; i++) {
      float threshold = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(threshold) && threshold != -Float.MAX_VALUE) {
        double greatest = SinglePrecision.greatestBelow(threshold);

        assertThat((float) greatest < threshold).as("%s", threshold).isTrue();
        assertThat((float) Math.nextUp(greatest) < threshold).as("%s", threshold).isFalse();
      }
    }
  }
}
