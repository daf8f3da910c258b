package org.optika.core.privacy.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.optika.core.privacy.suppression.CellStatus.PUBLISHED;
import static org.optika.core.privacy.suppression.CellStatus.SUPPRESSED_COMPLEMENTARY;
import static org.optika.core.privacy.suppression.CellStatus.SUPPRESSED_PRIMARY;
import static org.optika.core.privacy.suppression.MarginTable.ALL;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmallCellSuppressionTest {

  private static final SmallCellSuppression SUPPRESSION =
      new SmallCellSuppression(SmallCellSuppression.DEFAULT_THRESHOLD);

  @Test
  void a_table_without_small_cells_is_published_whole() {
    SuppressedTable result = SUPPRESSION.apply(row(10, 25, 0));

    assertThat(result.withheld()).isEmpty();
    assertThat(result.witness(List.of("v0"))).isEmpty();
  }

  @Test
  void one_small_cell_takes_the_smallest_cell_that_hides_it() {
    // 5 and 14 together are 19: the small one lies between 1 and 18.
    SuppressedTable result = SUPPRESSION.apply(row(5, 400, 14, 90));

    assertThat(result.status(List.of("v0"))).isEqualTo(SUPPRESSED_PRIMARY);
    assertThat(result.status(List.of("v2"))).isEqualTo(SUPPRESSED_COMPLEMENTARY);
    assertThat(result.withheld()).hasSize(2);
    assertThat(result.witness(List.of("v0")))
        .contains(
            new Witness(
                Map.of(List.of("v0"), 15L, List.of("v2"), 4L),
                Map.of(List.of("v0"), 5L, List.of("v2"), 14L)));
  }

  @Test
  void two_small_cells_that_do_not_hide_each_other_take_a_third() {
    // 3 + 5 = 8 would leave 1..7, narrower than the threshold.
    SuppressedTable result = SUPPRESSION.apply(row(3, 5, 400, 14));

    assertThat(result.withheld())
        .containsExactlyInAnyOrder(List.of("v0"), List.of("v1"), List.of("v3"));
  }

  @Test
  void where_no_cell_can_hide_it_the_total_goes_too() {
    SuppressedTable result = SUPPRESSION.apply(row(3, 8));

    assertThat(result.withheld())
        .containsExactlyInAnyOrder(List.of("v0"), List.of("v1"), List.of(ALL));
    assertThat(result.witness(List.of(ALL)).orElseThrow().width(List.of(ALL))).isEqualTo(10);
  }

  @Test
  void a_cell_without_persons_is_published_and_hides_nothing() {
    SuppressedTable result = SUPPRESSION.apply(row(5, 0, 60));

    assertThat(result.status(List.of("v1"))).isEqualTo(PUBLISHED);
    assertThat(result.withheld()).containsExactlyInAnyOrder(List.of("v0"), List.of("v2"));
  }

  @Test
  void in_two_dimensions_a_rectangle_is_withheld_and_the_margins_stay() {
    MarginTable table = grid(new long[][] {{4, 50, 60}, {70, 80, 12}, {90, 20, 30}});

    SuppressedTable result = SUPPRESSION.apply(table);

    assertThat(result.withheld())
        .containsExactlyInAnyOrder(
            List.of("r0", "c0"), List.of("r0", "c2"), List.of("r1", "c0"), List.of("r1", "c2"));
    assertThat(result.status(List.of("r0", ALL))).isEqualTo(PUBLISHED);
  }

  @Test
  void a_small_margin_is_hidden_with_the_cells_that_it_adds_up() {
    MarginTable table = grid(new long[][] {{3, 4}, {70, 80}});

    SuppressedTable result = SUPPRESSION.apply(table);

    assertThat(result.status(List.of("r0", ALL))).isEqualTo(SUPPRESSED_PRIMARY);
    assertThat(result.status(List.of("r1", ALL))).isEqualTo(SUPPRESSED_COMPLEMENTARY);
    assertThat(result.status(List.of(ALL, ALL))).isEqualTo(PUBLISHED);
  }

  @Test
  void a_total_below_the_threshold_is_withheld() {
    MarginTable table = MarginTable.of(List.of(), Map.of(List.of(), 9L));

    assertThat(SUPPRESSION.apply(table).status(List.of())).isEqualTo(SUPPRESSED_PRIMARY);
    assertThat(SUPPRESSION.apply(MarginTable.of(List.of(), Map.of())).withheld()).isEmpty();
  }

  @Test
  void a_margin_of_few_persons_in_many_cells_is_small() {
    MarginTable table =
        grid(new long[][] {{12, 15}, {70, 80}}).withMarginSubjects(Map.of(List.of("r0", ALL), 9L));

    SuppressedTable result = SUPPRESSION.apply(table);

    assertThat(result.status(List.of("r0", ALL))).isEqualTo(SUPPRESSED_PRIMARY);
    assertThat(SUPPRESSION.apply(grid(new long[][] {{12, 15}, {70, 80}})).withheld()).isEmpty();
  }

  @Test
  void what_another_table_withholds_is_withheld_and_hidden_here() {
    MarginTable table = row(40, 25, 60);

    SuppressedTable result = SUPPRESSION.apply(table, Set.of(List.of("v0")));

    assertThat(result.status(List.of("v0"))).isEqualTo(SUPPRESSED_COMPLEMENTARY);
    assertThat(result.withheld()).containsExactlyInAnyOrder(List.of("v0"), List.of("v1"));
  }

  @Test
  void with_the_answer_as_a_dimension_a_few_refusals_among_many_opt_ins_are_hidden() {
    MarginTable table =
        MarginTable.of(
            List.of("region", "answer"),
            Map.of(
                List.of("NL", "yes"), 2_000L,
                List.of("NL", "no"), 3L,
                List.of("DE", "yes"), 900L,
                List.of("DE", "no"), 500L));

    SuppressedTable result = SUPPRESSION.apply(table);

    assertThat(result.status(List.of("NL", "no"))).isEqualTo(SUPPRESSED_PRIMARY);
    assertThat(
            result.status(List.of("NL", "yes")).isPublished()
                && result.status(List.of("NL", ALL)).isPublished())
        .isFalse();
  }

  @Test
  void the_order_in_which_cells_are_given_changes_nothing() {
    MarginTable table = RandomTables.table(new Random(7), 5, 6);
    Map<List<String>, Long> backwards = new LinkedHashMap<>();
    Attacker.allCells(table).stream()
        .filter(cell -> !cell.contains(ALL))
        .sorted((one, other) -> other.toString().compareTo(one.toString()))
        .forEach(cell -> backwards.put(cell, table.count(cell)));

    SuppressedTable result = SUPPRESSION.apply(MarginTable.of(table.dimensions(), backwards));

    assertThat(result.cells()).isEqualTo(SUPPRESSION.apply(table).cells());
  }

  @Test
  void a_threshold_that_hides_nobody_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmallCellSuppression(1))
        .withMessage("threshold must be >= 2 persons (a smaller one hides nobody), got 1");
  }

  @ParameterizedTest(name = "sizes {0} seed {1}")
  @MethodSource("tablesOfEveryShape")
  void every_withheld_cell_has_a_valid_proof_and_every_published_one_is_large(
      List<Integer> sizes, long seed) {
    MarginTable table =
        RandomTables.table(new Random(seed), sizes.stream().mapToInt(Integer::intValue).toArray());

    SuppressedTable result = SUPPRESSION.apply(table);

    assertProven(table, result);
  }

  @Test
  void a_table_with_one_person_in_each_row_and_column_is_proven_too() {
    Map<List<String>, Long> diagonal = new HashMap<>();
    IntStream.range(0, 300)
        .mapToObj("v%03d"::formatted)
        .forEach(value -> diagonal.put(List.of(value, value), 1L));
    MarginTable table = MarginTable.of(List.of("row", "column"), diagonal);

    SuppressedTable result = SUPPRESSION.apply(table);

    assertProven(table, result);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sparse_tables_are_proven_too(long seed) {
    Random random = new Random(seed);
    Map<List<String>, Long> sparse = new HashMap<>();
    for (int cell = 0; cell < 12; cell++) {
      sparse.put(
          List.of("a" + random.nextInt(8), "b" + random.nextInt(8), "c" + random.nextInt(8)),
          1L + random.nextInt(random.nextBoolean() ? 9 : 200));
    }
    MarginTable table = MarginTable.of(List.of("a", "b", "c"), sparse);

    SuppressedTable result = SUPPRESSION.apply(table);

    assertProven(table, result);
    assertThat(Attacker.recover(table, result.withheld(), 10)).isEmpty();
  }

  @Test
  @Timeout(120)
  void fifty_thousand_cells_take_seconds() {
    MarginTable table = RandomTables.table(new Random(1), 36, 36, 36);

    SuppressedTable result = SUPPRESSION.apply(table);

    assertThat(result.withheld()).isNotEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  static Stream<Arguments> tablesOfEveryShape() {
    return Stream.of(
            List.of(1),
            List.of(30),
            List.of(1, 5),
            List.of(7, 9),
            List.of(2, 40),
            List.of(4, 5, 6),
            List.of(3, 4, 3, 2))
        .flatMap(sizes -> IntStream.range(0, 15).mapToObj(seed -> Arguments.of(sizes, seed)));
  }

  /** Plays each proof: the other table agrees with all that is published and differs by enough. */
  private static void assertProven(MarginTable table, SuppressedTable result) {
    for (List<String> cell : Attacker.allCells(table)) {
      long count = table.count(cell);
      if (result.status(cell).isPublished()) {
        assertThat(count == 0 || count >= 10).isTrue();
        continue;
      }
      assertThat(result.status(cell) == SUPPRESSED_PRIMARY).isEqualTo(count < 10);
      Witness witness = result.witness(cell).orElseThrow();
      assertThat(witness.width(cell)).isGreaterThanOrEqualTo(10);
      assertAgrees(table, result, witness.higher());
      assertAgrees(table, result, witness.lower());
    }
  }

  private static void assertAgrees(
      MarginTable table, SuppressedTable result, Map<List<String>, Long> other) {
    other.forEach(
        (cell, count) -> {
          assertThat(result.status(cell).isPublished()).isFalse();
          assertThat(count).isPositive();
          for (int dimension = 0; dimension < cell.size(); dimension++) {
            long sum = 0;
            for (String value : table.values(table.dimensions().get(dimension))) {
              sum += countIn(other, table, replaced(cell, dimension, value));
            }
            assertThat(sum).isEqualTo(countIn(other, table, replaced(cell, dimension, ALL)));
          }
        });
  }

  private static long countIn(Map<List<String>, Long> other, MarginTable table, List<String> cell) {
    return other.getOrDefault(cell, table.count(cell));
  }

  private static List<String> replaced(List<String> cell, int dimension, String value) {
    String[] other = cell.toArray(String[]::new);
    other[dimension] = value;
    return Arrays.asList(other);
  }

  private static MarginTable row(long... counts) {
    Map<List<String>, Long> subjects = new HashMap<>();
    IntStream.range(0, counts.length).forEach(i -> subjects.put(List.of("v" + i), counts[i]));
    return MarginTable.of(List.of("value"), subjects);
  }

  private static MarginTable grid(long[][] counts) {
    Map<List<String>, Long> subjects = new HashMap<>();
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts[row].length; column++) {
        subjects.put(List.of("r" + row, "c" + column), counts[row][column]);
      }
    }
    return MarginTable.of(List.of("row", "column"), subjects);
  }
}
