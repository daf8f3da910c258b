package org.optika.core.scores.card;

import java.util.Comparator;
import java.util.List;

/**
 * What has to stay hidden in a table whose rows add up to a total that is told: small rows, and so
 * many more, those with the fewest people first, that at least two are hidden and together are not
 * small. Otherwise a small row could be found as the total less the others.
 */
interface Suppression<T> {
  boolean isHidden(T row);

  /** Whether a row that is shown is small. */
  boolean isSmall(T row);

  /** Whether the total less these rows is small. */
  boolean isRestSmall(List<T> shown);

  /** Of a row that is shown. */
  long people(T row);

  /** The row with nothing left to see. */
  T hidden(T row);

  /** Whether nothing small can be seen or found. */
  default boolean holds(List<T> rows) {
    List<T> shown = shown(rows);
    return shown.stream().noneMatch(this::isSmall)
        && (shown.size() == rows.size()
            || shown.isEmpty()
            || (shown.size() < rows.size() - 1 && !isRestSmall(shown)));
  }

  /** In the same order; of equally large rows the first is hidden first. */
  default List<T> applied(List<T> rows) {
    List<T> result =
        rows.stream().map(row -> !isHidden(row) && isSmall(row) ? hidden(row) : row).toList();
    while (!holds(result)) {
      T fewest = shown(result).stream().min(Comparator.comparingLong(this::people)).orElseThrow();
      result = result.stream().map(row -> row == fewest ? hidden(row) : row).toList();
    }
    return result;
  }

  private List<T> shown(List<T> rows) {
    return rows.stream().filter(row -> !isHidden(row)).toList();
  }
}
