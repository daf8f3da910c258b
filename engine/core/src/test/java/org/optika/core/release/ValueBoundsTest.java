package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ValueBoundsTest {
  private static ValueBounds bounds(String low, String high) {
    return new ValueBounds(new BigDecimal(low), new BigDecimal(high));
  }

  @Test
  void one_range_is_one_value_however_it_is_written() {
    assertThat(bounds("0", "0.50"))
        .isEqualTo(bounds("0.0", "0.5"))
        .hasSameHashCodeAs(bounds("0.0", "0.5"))
        .hasToString("ValueBounds[low=0, high=0.5]");
    assertThat(bounds("0", "0.5"))
        .isNotEqualTo(bounds("0", "0.6"))
        .isNotEqualTo(bounds("0.1", "0.5"));
  }

  /** 100 is at least 2^19 steps of 2^-13 away from 0, and fewer of 2^-12. */
  @Test
  void ends_and_middle_are_counted_in_steps_of_the_coarsest_grid_that_is_fine_enough() {
    ValueBounds range = bounds("-20", "100");

    assertThat(range.gridBits()).isEqualTo(13);
    assertThat(range.step()).isEqualTo(0x1p-13);
    assertThat(range.lowSteps()).isEqualTo(-20 << 13);
    assertThat(range.highSteps()).isEqualTo(100 << 13);
    assertThat(range.middleSteps()).isEqualTo(40 << 13);
    assertThat(range.symmetric()).isEqualTo(bounds("-100", "100"));
  }
}
