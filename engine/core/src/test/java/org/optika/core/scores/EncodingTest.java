package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.Encoding.Part;
import org.optika.core.scores.Encoding.PartKind;

class EncodingTest {
  private static final RawColumn AGE = new RawColumn("age", RawColumn.Kind.NUMBER);
  private static final RawColumn PLAN = new RawColumn("plan", RawColumn.Kind.TEXT);
  private static final RawColumn ORDERS = new RawColumn("orders", RawColumn.Kind.NUMBER);

  @Test
  void a_number_of_few_values_is_itself() {
    ColumnCounts counts = new ColumnCounts(List.of(ORDERS));
    for (double orders : new double[] {0, 1, 1, 2, 0, 1, 1, 2, 1, 1}) {
      counts.add(cells(orders));
    }

    Encoding encoding = Encoding.of(counts);

    assertThat(encoding.parts()).containsExactly(new Part(0, PartKind.NUMBER, 1, 0, ""));
    assertThat(encoded(encoding, cells(5))).containsExactly(5);
  }

  @Test
  void an_unknown_number_becomes_the_mean_and_says_so() {
    ColumnCounts counts = new ColumnCounts(List.of(AGE));
    for (int i = 0; i < 5; i++) {
      counts.add(cells(20));
      counts.add(cells(60));
    }
    counts.add(cells(Double.NaN));

    Encoding encoding = Encoding.of(counts);

    assertThat(encoded(encoding, cells(Double.NaN))).containsExactly(40, 1);
    assertThat(encoded(encoding, cells(70))).containsExactly(70, 0);
  }

  @Test
  void the_mean_of_fewer_than_ten_people_is_not_kept() {
    ColumnCounts counts = new ColumnCounts(List.of(AGE));
    for (int i = 0; i < 9; i++) {
      counts.add(cells(i == 0 ? 90 : Double.NaN));
    }

    Encoding encoding = Encoding.of(counts);

    assertThat(encoding.parts().get(0)).isEqualTo(new Part(0, PartKind.NUMBER, 0, 0, ""));
    assertThat(encoded(encoding, cells(Double.NaN))).containsExactly(0, 1);
  }

  @Test
  void a_number_of_many_values_is_cut_at_its_quantiles() {
    ColumnCounts counts = new ColumnCounts(List.of(AGE));
    IntStream.rangeClosed(0, 100).forEach(age -> counts.add(cells(age)));

    Encoding encoding = Encoding.of(counts);

    assertThat(encoding.parts())
        .containsExactly(
            new Part(0, PartKind.NUMBER, 50, 0, ""),
            new Part(0, PartKind.BETWEEN, 9, 10, ""),
            new Part(0, PartKind.BETWEEN, 10, 25, ""),
            new Part(0, PartKind.BETWEEN, 25, 50, ""),
            new Part(0, PartKind.BETWEEN, 50, 75, ""),
            new Part(0, PartKind.BETWEEN, 75, 90, ""),
            new Part(0, PartKind.BETWEEN, 90, 91, ""));
    assertThat(encoded(encoding, cells(60))).containsExactly(60, 1, 15, 25, 10, 0, 0);
    assertThat(encoded(encoding, cells(-5)))
        .as("below the tenth person of the training set nothing bends")
        .containsExactly(-5, 0, 0, 0, 0, 0, 0);
    assertThat(encoded(encoding, cells(200))).containsExactly(200, 1, 15, 25, 25, 15, 1);
    assertThat(encoding.forTrees()).containsExactly(0);
  }

  @Test
  void stretches_of_an_unknown_number_are_0() {
    ColumnCounts counts = new ColumnCounts(List.of(AGE));
    IntStream.rangeClosed(0, 100).forEach(age -> counts.add(cells(age)));
    counts.add(cells(Double.NaN));

    double[] encoded = encoded(Encoding.of(counts), cells(Double.NaN));

    assertThat(encoded).containsExactly(50, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void a_text_has_a_column_from_ten_people_on() {
    ColumnCounts counts = new ColumnCounts(List.of(PLAN));
    add(counts, "monthly", 10);
    add(counts, "yearly", 9);
    add(counts, null, 20);

    Encoding encoding = Encoding.of(counts);

    assertThat(encoding.parts()).containsExactly(new Part(0, PartKind.IS_TEXT, 0, 0, "monthly"));
    assertThat(encoded(encoding, text("monthly"))).containsExactly(1);
    assertThat(encoded(encoding, text("yearly"))).containsExactly(0);
    assertThat(encoded(encoding, text(null))).containsExactly(0);
  }

  @Test
  void cells_are_found_where_numbers_and_texts_alternate() {
    ColumnCounts counts = new ColumnCounts(List.of(ORDERS, PLAN, AGE));
    for (int i = 0; i < 10; i++) {
      counts.add(new RawCells(new double[] {1, 40}, new String[] {"monthly"}));
    }

    Encoding encoding = Encoding.of(counts);

    assertThat(encoded(encoding, new RawCells(new double[] {3, 50}, new String[] {"monthly"})))
        .containsExactly(3, 1, 50);
    assertThat(encoding.rawOfEach()).containsExactly(0, 1, 2);
  }

  @Test
  void a_column_of_identifiers_is_refused() {
    ColumnCounts counts = new ColumnCounts(List.of(PLAN));

    assertThatThrownBy(
            () -> IntStream.rangeClosed(0, 1_000).forEach(i -> counts.add(text("id" + i))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Column 'plan' has more than 1,000 different texts: it is an identifier or free text. Leave it out, or group its values.");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void parts_added_up_count_as_the_whole(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ColumnCounts whole = new ColumnCounts(List.of(AGE, PLAN));
    ColumnCounts sum = new ColumnCounts(List.of(AGE, PLAN));
    for (int part = 0; part < 3; part++) {
      ColumnCounts counts = new ColumnCounts(List.of(AGE, PLAN));
      for (int i = 0; i < random.nextInt(200); i++) {
        double age = random.nextInt(5) == 0 ? Double.NaN : random.nextInt(90);
        RawCells cells = new RawCells(new double[] {age}, new String[] {"p" + random.nextInt(4)});
        whole.add(cells);
        counts.add(cells);
      }
      sum.add(counts);
    }

    assertThat(Encoding.of(sum)).isEqualTo(Encoding.of(whole));
    assertThat(sum.rows()).isEqualTo(whole.rows());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void quantiles_of_many_numbers_stay_near_the_true_ones(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NumberSketch sketch = new NumberSketch();
    for (int part = 0; part < 5; part++) {
      NumberSketch some = new NumberSketch();
      for (int i = 0; i < 40_000; i++) {
        some.add(random.nextDouble());
      }
      sketch.add(some);
    }

    double[] sorted = sketch.sorted();

    assertThat(sorted.length).isBetween(8_000, 16_384);
    for (double share : new double[] {0.1, 0.25, 0.5, 0.75, 0.9}) {
      assertThat(Math.abs(sorted[(int) (share * sorted.length)] - share)).isLessThan(0.02);
    }
    assertThat(sketch.meanOf(1)).isBetween(0.49, 0.51);
  }

  private static void add(ColumnCounts counts, String text, int times) {
    for (int i = 0; i < times; i++) {
      counts.add(text(text));
    }
  }

  private static RawCells cells(double number) {
    return new RawCells(new double[] {number}, new String[0]);
  }

  private static RawCells text(String text) {
    return new RawCells(new double[0], new String[] {text});
  }

  private static double[] encoded(Encoding encoding, RawCells cells) {
    double[] into = new double[encoding.width()];
    encoding.encode(cells, into);
    return into;
  }
}
