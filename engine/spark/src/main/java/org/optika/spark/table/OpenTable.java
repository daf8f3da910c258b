package org.optika.spark.table;

import java.util.List;

/** A table that every stage may read: consent, aggregates, operations. */
public record OpenTable(
    String name, String meaning, List<Column> columns, List<String> key, Layout layout)
    implements Table {

  public OpenTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
