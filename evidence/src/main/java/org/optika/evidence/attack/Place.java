package org.optika.evidence.attack;

import java.util.List;
import org.optika.evidence.input.TableRows;

/**
 * A row, for messages.
 *
 * @param key empty where no row can be named
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
    String row = key.isEmpty() ? table : "%s, row %s".formatted(table, key);
    return isEarlier() ? "%s of the report on %s".formatted(row, earlier) : row;
  }
}
