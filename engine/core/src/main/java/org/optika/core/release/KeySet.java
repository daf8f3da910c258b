package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.HashSet;
import java.util.List;

/**
 * Groups that are released whether somebody is in them or not: all combinations of public values.
 * They come from the specification, never from the data, so that it says nothing that a group is
 * there. Rows with any other value are left out before contributions are bounded.
 *
 * @param columns names of the key columns, at most {@value #MOST_COLUMNS}; none for one group of
 *     everybody
 * @param values for each column its public values, in the order in which they are shown
 */
public record KeySet(List<String> columns, List<List<String>> values) implements GroupKeys {
  private static final long MOST_GROUPS = 1_000_000;

  public KeySet {
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
    require(
        columns.size() == values.size() && columns.size() <= MOST_COLUMNS,
        "expected values for each of at most %s keys, got %s keys and %s lists",
        MOST_COLUMNS,
        columns.size(),
        values.size());
    require(
        new HashSet<>(columns).size() == columns.size(), "a key stands twice among %s", columns);
    long groups = 1;
    for (int i = 0; i < columns.size(); i++) {
      List<String> ofColumn = values.get(i);
      require(!ofColumn.isEmpty(), "key '%s': expected at least one value", columns.get(i));
      require(
          new HashSet<>(ofColumn).size() == ofColumn.size(),
          "key '%s': a value stands twice",
          columns.get(i));
      groups *= ofColumn.size();
      require(groups <= MOST_GROUPS, "expected at most %s groups", MOST_GROUPS);
    }
  }

  /** Number of groups. */
  public int size() {
    return values.stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
  }

  /** The values that make a group, one for each column. */
  public List<String> group(int number) {
    String[] group = new String[columns.size()];
    int rest = number;
    for (int i = columns.size() - 1; i >= 0; i--) {
      List<String> ofColumn = values.get(i);
      group[i] = ofColumn.get(rest % ofColumn.size());
      rest /= ofColumn.size();
    }
    return List.of(group);
  }
}
