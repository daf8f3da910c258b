package org.optika.evidence.attack;

import java.util.List;
import org.optika.evidence.input.TableRows;

/**
 * A row, for messages.
 *
 * @param earlier period of the earlier report that it is in; empty for the report under test
 */
record Place(String table, List<String> key, String earlier) {

  static Place of(TableRows rows, List<Object> row, String earlier) {
    List<String> key =
        rows.table().key().stream().map(column -> String.valueOf(rows.value(row, column))).toList();
    return new Place(rows.table().id(), key, earlier);
  }

  boolean isEarlier() {
    return !earlier.isEmpty();
  }

  @Override
  public String toString() {
    return "%s, row %s%s".formatted(table, key, isEarlier() ? " of the report on " + earlier : "");
  }
}
