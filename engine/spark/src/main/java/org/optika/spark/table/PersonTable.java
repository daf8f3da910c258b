package org.optika.spark.table;

import java.util.List;

/**
 * A table of what people did or are. It has no reader of its own: {@link Lake#readForGate} is
 * called by the gate and by nothing else, which an architecture test watches; all later stages take
 * the gate's result type.
 */
public record PersonTable(
    String name, String meaning, List<Column> columns, List<String> key, Layout layout)
    implements Table {

  public PersonTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** Its rows carry the clocks of the run that has made them, and hold for these alone. */
  public boolean hasClocks() {
    return columns.stream().map(Column::name).toList().containsAll(List.of("as_of", "known_at"));
  }
}
