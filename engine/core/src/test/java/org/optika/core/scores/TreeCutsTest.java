package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeCutsTest {
  @Test
  void few_values_are_cut_in_the_middle_between_them() {
    double[] sorted = IntStream.range(0, 80).mapToDouble(i -> i / 20).toArray();

    assertThat(TreeCuts.of(sorted))
        .as("20 people each of 0, 1, 2, 3")
        .containsExactly(0.5, 1.5, 2.5);
  }

  @Test
  void a_stretch_has_ten_people() {
    double[] sorted = new double[35];
    Arrays.fill(sorted, 0, 5, 1);
    Arrays.fill(sorted, 5, 12, 2);
    Arrays.fill(sorted, 12, 26, 3);
    Arrays.fill(sorted, 26, 35, 4);

    assertThat(TreeCuts.of(sorted)).as("5, 7, 14 and 9 people of 1, 2, 3, 4").containsExactly(2.5);
  }

  @Test
  void a_rich_person_is_not_told_of() {
    double[] sorted = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
    sorted[99] = 1e9;

    assertThat(TreeCuts.of(sorted))
        .as("after each tenth person, by steps of 1")
        .containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90);
  }

  @Test
  void few_people_or_people_alike_are_not_cut() {
    assertThat(TreeCuts.of(IntStream.range(0, 19).mapToDouble(i -> i).toArray())).isEmpty();
    assertThat(TreeCuts.of(new double[50])).isEmpty();
    assertThat(TreeCuts.of(new double[0])).isEmpty();
  }

  @Test
  void the_largest_numbers_there_are_have_a_middle() {
    double[] sorted = new double[40];
    Arrays.fill(sorted, 0, 20, -Double.MAX_VALUE);
    Arrays.fill(sorted, 20, 40, Double.MAX_VALUE);

    assertThat(TreeCuts.of(sorted)).containsExactly(0);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void cuts_ascend_part_people_about_evenly_and_are_nobodys_number(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double scale = Math.pow(10, random.nextInt(-6, 9));
    double[] sorted =
        random
            .doubles(200 + random.nextInt(10_000))
            .map(share -> scale * Math.pow(share, 3))
            .sorted()
            .toArray();

    double[] cuts = TreeCuts.of(sorted);

    assertThat(cuts.length).isBetween(15, TreeCuts.MOST);
    int before = 0;
    for (double cut : cuts) {
      int place = -Arrays.binarySearch(sorted, cut) - 1;
      assertThat(place).as("nobody has %s", cut).isNotNegative();
      assertThat(place - before).isGreaterThanOrEqualTo(8);
      assertThat(sorted.length - place).isGreaterThanOrEqualTo(8);
      before = place;
    }
  }

  @Test
  void texts_and_what_is_not_known_are_yes_or_no_and_stretches_have_no_cut() {
    ColumnCounts counts =
        new ColumnCounts(
            List.of(
                new RawColumn("plan", RawColumn.Kind.TEXT),
                new RawColumn("orders", RawColumn.Kind.NUMBER)));
    for (int i = 0; i < 60; i++) {
      counts.add(
          new RawCells(
              new double[] {i == 0 ? Double.NaN : i / 4}, new String[] {i < 30 ? "a" : "b"}));
    }
    Encoding encoding = Encoding.of(counts);

    double[][] cuts = TreeCuts.of(counts, encoding);

    assertThat(cuts).hasNumberOfRows(encoding.width());
    for (int column = 0; column < cuts.length; column++) {
      switch (encoding.parts().get(column).kind()) {
        case IS_TEXT, UNKNOWN -> assertThat(cuts[column]).containsExactly(0.5);
        case BETWEEN -> assertThat(cuts[column]).isEmpty();
        case NUMBER -> assertThat(cuts[column]).hasSizeBetween(3, 5);
      }
    }
    assertThat(encoding.parts())
        .extracting(Encoding.Part::kind)
        .contains(Encoding.PartKind.values());
  }
}
