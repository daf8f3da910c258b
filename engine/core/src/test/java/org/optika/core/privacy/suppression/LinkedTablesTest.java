package org.optika.core.privacy.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.core.privacy.suppression.MarginTable.ALL;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkedTablesTest {
  private static final SmallCellSuppression SUPPRESSION = new SmallCellSuppression(10);

  /** Tablets are 5 of A and 6 of B: with their sum of 11 known, each lies between 1 and 10. */
  private static final Map<List<String>, Long> BY_DEVICE_AND_VARIANT =
      Map.of(
          List.of("tablet", "A"), 5L,
          List.of("tablet", "B"), 6L,
          List.of("mobile", "A"), 40L,
          List.of("mobile", "B"), 50L);

  private static final Map<List<String>, Long> BY_DEVICE =
      Map.of(List.of("tablet"), 11L, List.of("mobile"), 90L);

  @Test
  void a_margin_that_one_table_withholds_is_withheld_where_it_is_a_cell() {
    MarginTable both = MarginTable.of(List.of("device", "variant"), BY_DEVICE_AND_VARIANT);
    MarginTable alone = MarginTable.of(List.of("device"), BY_DEVICE);
    assertThat(SUPPRESSION.apply(alone).withheld()).isEmpty();

    List<SuppressedTable> decided = LinkedTables.apply(SUPPRESSION, List.of(alone, both));

    assertThat(decided.get(1).withheld()).contains(List.of("tablet", ALL));
    assertThat(decided.get(0).withheld()).contains(List.of("tablet"));
    assertThat(decided.get(0).withheld().size()).isGreaterThan(1);
  }

  @Test
  void a_table_by_itself_is_decided_as_ever() {
    MarginTable both = MarginTable.of(List.of("device", "variant"), BY_DEVICE_AND_VARIANT);

    assertThat(LinkedTables.apply(SUPPRESSION, List.of(both)).get(0).withheld())
        .isEqualTo(SUPPRESSION.apply(both).withheld());
  }

  @Test
  void tables_agree_on_what_they_share_and_each_withheld_cell_has_its_proof() {
    int shared = 0;
    for (int seed = 0; seed < 200; seed++) {
      List<MarginTable> tables = tables(new Random(seed));

      List<SuppressedTable> decided = LinkedTables.apply(SUPPRESSION, tables);

      Map<Map<String, String>, CellStatus> statuses = new HashMap<>();
      for (int index = 0; index < tables.size(); index++) {
        for (SuppressedTable.Cell cell : decided.get(index).cells()) {
          Map<String, String> name = name(tables.get(index).dimensions(), cell.values());
          CellStatus before = statuses.put(name, cell.status());
          if (before != null) {
            shared++;
            assertThat(before.isPublished())
                .as("seed %d, %s", seed, name)
                .isEqualTo(cell.status().isPublished());
          }
          if (!cell.status().isPublished()) {
            assertThat(decided.get(index).witness(cell.values()).orElseThrow().width(cell.values()))
                .isGreaterThanOrEqualTo(10);
          }
        }
      }
    }
    assertThat(shared).isGreaterThan(1_000);
  }

  /** The same persons by three of their properties, in pairs. */
  private static List<MarginTable> tables(Random random) {
    List<List<String>> pairs =
        List.of(List.of("x", "y"), List.of("y", "z"), List.of("z"), List.of("z", "x"));
    Map<List<String>, Map<List<String>, Long>> cells = new HashMap<>();
    int persons = 50 + random.nextInt(400);
    for (int person = 0; person < persons; person++) {
      Map<String, String> of = Map.of("x", value(random), "y", value(random), "z", value(random));
      pairs.forEach(
          pair ->
              cells
                  .computeIfAbsent(pair, first -> new HashMap<>())
                  .merge(pair.stream().map(of::get).toList(), 1L, Long::sum));
    }
    return pairs.stream().map(pair -> MarginTable.of(pair, cells.get(pair))).toList();
  }

  private static String value(Random random) {
    return "v" + (int) Math.min(3, Math.abs(random.nextGaussian() * 1.2));
  }

  private static Map<String, String> name(List<String> dimensions, List<String> values) {
    Map<String, String> name = new TreeMap<>();
    for (int place = 0; place < values.size(); place++) {
      if (!values.get(place).equals(ALL)) {
        name.put(dimensions.get(place), values.get(place));
      }
    }
    return name;
  }
}
