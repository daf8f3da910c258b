package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * A column of a table with one row a person, as it comes: numbers, or texts of few different
 * values.
 *
 * @param name as the table has it, and as reasons name it
 */
public record RawColumn(String name, Kind kind) implements Serializable {

  /** What the cells of a column hold. */
  public enum Kind {
    /** Doubles; NaN = not known. */
    NUMBER,
    /** Texts; null = not known. */
    TEXT
  }

  public RawColumn {
    require(!name.isBlank(), "a column needs a name");
  }
}
