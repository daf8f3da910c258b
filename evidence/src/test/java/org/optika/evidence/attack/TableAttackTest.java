package org.optika.evidence.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.optika.core.privacy.suppression.CellStatus;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;
import org.optika.evidence.input.TableRows;

/** The attack on tables of people with their margins. */
class TableAttackTest {
  private static final int THRESHOLD = 10;

  @Test
  void no_withheld_cell_of_1000_random_tables_can_be_recovered() {
    int withheld = 0;
    for (int seed = 0; seed < 1000; seed++) {
      MarginTable table = Tables.random(new Random(seed), 400);
      SuppressedTable suppressed = new SmallCellSuppression(THRESHOLD).apply(table);

      AttackReport report = attack(Tables.rows(table, suppressed.withheld()), THRESHOLD);

      assertThat(report.failures()).as("seed %d", seed).isEmpty();
      withheld += suppressed.withheld().size();
    }
    assertThat(withheld).isGreaterThan(5_000);
  }

  /** On tables so small that all of them can be tried. */
  @Test
  void what_is_only_withheld_for_being_small_is_recovered_exactly_where_trying_all_tables_does() {
    int threshold = 3;
    long most = 5;
    int tables = 0;
    int broken = 0;
    for (int seed = 0; tables < 200; seed++) {
      MarginTable table = Tables.random(new Random(seed), (int) most);
      Set<List<String>> small = primary(table, threshold);
      if (small.isEmpty() || innerOf(small) > 5 || most < largest(table)) {
        continue;
      }
      tables++;
      Set<List<String>> expected = new HashSet<>();
      BruteForce.bounds(table, small, most + threshold)
          .forEach(
              (cell, range) -> {
                if (range[1] - range[0] < threshold) {
                  expected.add(cell);
                }
              });

      AttackReport report = attack(Tables.rows(table, small), threshold);

      assertThat(named(report)).as("seed %d", seed).isEqualTo(keys(expected));
      broken += expected.isEmpty() ? 0 : 1;
    }
    assertThat(broken).isBetween(70, 199);
  }

  private static AttackReport attack(TableRows rows, int threshold) {
    return TableAttack.run(Tables.report(rows), List.of(), threshold);
  }

  private static Set<List<String>> primary(MarginTable table, int threshold) {
    return new SmallCellSuppression(threshold)
        .apply(table).cells().stream()
            .filter(cell -> cell.status() == CellStatus.SUPPRESSED_PRIMARY)
            .map(SuppressedTable.Cell::values)
            .collect(Collectors.toSet());
  }

  private static long innerOf(Set<List<String>> cells) {
    return cells.stream().filter(cell -> !cell.contains(MarginTable.ALL)).count();
  }

  private static long largest(MarginTable table) {
    return Tables.cells(table).stream()
        .filter(cell -> !cell.contains(MarginTable.ALL))
        .mapToLong(table::count)
        .max()
        .orElse(0);
  }

  private static Set<String> named(AttackReport report) {
    return report.failures().stream()
        .map(failure -> failure.place().key().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(Set<List<String>> cells) {
    return cells.stream()
        .map(cell -> cell.toString().replace(MarginTable.ALL, "all"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
