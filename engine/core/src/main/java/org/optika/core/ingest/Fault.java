package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * Why a raw row is refused. It never holds a value of the row, only the shape of one.
 *
 * @param column raw column at fault; {@link #WHOLE_ROW} when no single one is
 * @param expected what would have been accepted
 * @param got shape of what was there, see {@link Shape}
 */
public record Fault(String column, String expected, String got) implements Serializable {
  public static final String WHOLE_ROW = "*";

  public Fault {
    require(!column.isEmpty(), "a fault needs a column");
    require(!expected.isEmpty(), "a fault in '%s' needs what was expected", column);
  }
}
