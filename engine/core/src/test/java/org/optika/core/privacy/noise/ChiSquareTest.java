package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTest {

  /** Critical values as printed in tables. */
  @ParameterizedTest
  @CsvSource({
    "1, 3.8415, 0.05",
    "1, 10.8276, 0.001",
    "2, 5.9915, 0.05",
    "5, 15.0863, 0.01",
    "10, 18.3070, 0.05",
    "100, 124.342, 0.05"
  })
  void tails_are_those_of_the_tables(int degrees, double critical, double tail) {
    assertThat(ChiSquare.upperTail(degrees, critical)).isCloseTo(tail, within(tail * 1e-3));
  }

  @Test
  void small_cells_are_merged() {
    // 20 expected and 20 found in the first cell, 10 and 10 in the other two together
    double p = ChiSquare.pValue(new long[] {20, 9, 1}, new double[] {2 / 3.0, 1 / 6.0, 1 / 6.0});

    assertThat(p).isEqualTo(1);
  }

  @Test
  void what_cannot_happen_is_not_merged_away() {
    assertThat(ChiSquare.pValue(new long[] {999, 1}, new double[] {1, 1e-20})).isZero();
    assertThat(ChiSquare.pValue(new long[] {1000, 0}, new double[] {1, 1e-20})).isEqualTo(1);
  }
}
