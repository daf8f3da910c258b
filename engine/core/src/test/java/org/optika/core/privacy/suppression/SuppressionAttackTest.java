package org.optika.core.privacy.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to compute withheld cells by linear programming, on 1,000 random tables. */
class SuppressionAttackTest {

  private static final int THRESHOLD = 10;
  private static final SmallCellSuppression SUPPRESSION = new SmallCellSuppression(THRESHOLD);

  @ParameterizedTest(name = "{0} dimensions")
  @ValueSource(ints = {2, 3})
  void no_withheld_cell_of_500_random_tables_can_be_recovered(int dimensions) {
    for (int seed = 0; seed < 500; seed++) {
      MarginTable table = randomTable(dimensions, seed);

      Set<List<String>> withheld = SUPPRESSION.apply(table).withheld();

      assertThat(Attacker.recover(table, withheld, THRESHOLD)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void the_attacker_does_recover_cells_that_are_only_withheld_for_being_small() {
    int broken = 0;
    for (int seed = 0; seed < 100; seed++) {
      MarginTable table = randomTable(2, seed);

      Set<List<String>> small = new HashSet<>();
      SUPPRESSION.apply(table).cells().stream()
          .filter(cell -> cell.status() == CellStatus.SUPPRESSED_PRIMARY)
          .forEach(cell -> small.add(cell.values()));

      if (!Attacker.recover(table, small, THRESHOLD).isEmpty()) {
        broken++;
      }
    }
    assertThat(broken).isGreaterThan(80);
  }

  /** Two blocks of four withheld cells with one cell between them: rows a + b - columns w + x. */
  @Test
  void the_attacker_recovers_a_cell_although_every_line_withholds_two() {
    Map<List<String>, Long> subjects = new HashMap<>();
    for (String row : List.of("a", "b", "c", "d")) {
      for (String column : List.of("w", "x", "y", "z")) {
        subjects.put(List.of(row, column), 50L);
      }
    }
    subjects.put(List.of("b", "y"), 4L);
    MarginTable table = MarginTable.of(List.of("row", "column"), subjects);
    Set<List<String>> withheld = new HashSet<>(Set.of(List.of("b", "y")));
    for (String row : List.of("a", "b")) {
      withheld.add(List.of(row, "w"));
      withheld.add(List.of(row, "x"));
    }
    for (String row : List.of("c", "d")) {
      withheld.add(List.of(row, "y"));
      withheld.add(List.of(row, "z"));
    }

    assertThat(Attacker.recover(table, withheld, THRESHOLD)).containsExactly(List.of("b", "y"));
  }

  private static MarginTable randomTable(int dimensions, int seed) {
    Random random = new Random(31L * seed + dimensions);
    int largest = dimensions == 2 ? 6 : 4;
    int[] sizes =
        IntStream.range(0, dimensions).map(each -> 2 + random.nextInt(largest - 1)).toArray();
    return RandomTables.table(random, sizes);
  }
}
