package org.optika.core.privacy.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactSimplexTest {

  /**
   * In a table whose inner cells are all withheld: max(0, row + column - total) to min(row,
   * column).
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bounds_of_two_by_two_tables_are_those_of_frechet(long seed) {
    Random random = new Random(seed);
    long[] cells = LongStream.generate(() -> random.nextInt(40)).limit(4).toArray();
    long row = cells[0] + cells[1];
    long column = cells[0] + cells[2];
    long total = LongStream.of(cells).sum();
    long[][] lines = {{1, 1, 0, 0}, {0, 0, 1, 1}, {1, 0, 1, 0}, {0, 1, 0, 1}};

    ExactSimplex program =
        new ExactSimplex(lines, new long[] {row, total - row, column, total - column}, 4);

    assertThat(valueOf(program.least(0))).isEqualTo(Math.max(0, row + column - total));
    assertThat(valueOf(program.largest(0).orElseThrow())).isEqualTo(Math.min(row, column));
  }

  @Test
  void fractions_stay_exact() {
    // 3x + 2y = 7, x - y = 0
    ExactSimplex program = new ExactSimplex(new long[][] {{3, 2}, {1, -1}}, new long[] {7, 0}, 2);

    assertThat(program.least(0)).isEqualTo(new ExactSimplex.Fraction(7, 5));
  }

  @Test
  void a_variable_without_a_largest_value_is_unbounded() {
    ExactSimplex program = new ExactSimplex(new long[][] {{1, -1}}, new long[] {3}, 2);

    assertThat(program.largest(0)).isEmpty();
    assertThat(valueOf(program.least(0))).isEqualTo(3);
  }

  @Test
  void contradictions_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExactSimplex(new long[][] {{1, 1}}, new long[] {-1}, 2))
        .withMessage("no table agrees with these equations");
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static long valueOf(ExactSimplex.Fraction fraction) {
    assertThat(fraction.numerator() % fraction.denominator()).isZero();
    return fraction.numerator() / fraction.denominator();
  }
}
