package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnotsTest {
  /** Quantiles at 0.1, 0.25, 0.5, 0.75 and 0.9 of 201 numbers: every 20th, 50th ... */
  @Test
  void ends_have_ten_people_beyond_and_all_are_round() {
    double[] sorted = IntStream.range(0, 201).mapToDouble(i -> 1000 + 1.137 * i).toArray();

    assertThat(Knots.of(sorted))
        .as(
            "1010.233, 1022.74, 1056.85, 1113.7, 1170.55, 1204.66, 1217.17 by steps of 1, 1, 2, 5,"
                + " 2, 1, 1")
        .containsExactly(1010, 1023, 1056, 1115, 1170, 1205, 1217);
  }

  @Test
  void a_rich_person_is_not_told_of() {
    double[] sorted = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
    sorted[99] = 1e9;

    assertThat(Knots.of(sorted)).containsExactly(9, 24, 48, 74, 89, 90);
  }

  @Test
  void few_people_or_people_alike_have_no_stretch() {
    assertThat(Knots.of(IntStream.range(0, 19).mapToDouble(i -> i).toArray())).isEmpty();
    assertThat(Knots.of(new double[50])).isEmpty();
    assertThat(Knots.of(new double[0])).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void knots_ascend_near_their_quantiles_and_are_nobodys_number(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double scale = Math.pow(10, random.nextInt(-6, 9));
    double offset = random.nextBoolean() ? 0 : -1e3 * scale;
    double[] sorted =
        random
            .doubles(20 + random.nextInt(3_000))
            .map(share -> offset + scale * Math.pow(share, 3))
            .sorted()
            .toArray();

    double[] knots = Knots.of(sorted);

    assertThat(knots.length).isBetween(1, 7);
    for (int i = 1; i < knots.length; i++) {
      assertThat(knots[i]).isGreaterThan(knots[i - 1]);
    }
    for (double knot : knots) {
      assertThat(Arrays.binarySearch(sorted, knot)).as("%s", knot).isNegative();
    }
    double middle = sorted[(sorted.length - 1) / 2];
    double spread = sorted[sorted.length - 1] - sorted[0];
    assertThat(Arrays.stream(knots).map(knot -> Math.abs(knot - middle)).min().orElseThrow())
        .isLessThan(spread / 20);
  }
}
