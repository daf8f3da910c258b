package org.optika.spark.table;

import java.util.Optional;

/**
 * A version of one table, told apart from that of a table which was dropped and made anew in the
 * same place.
 *
 * @param tableId what Delta calls the table since it was made
 * @param version Delta version, from 0
 */
public record TableVersion(String tableId, long version) {

  /** The table was made and no row written to it since. */
  public boolean isOfCreation() {
    return version == 0;
  }

  /** As kept in the state of a table; {@link #parse} reads it back. */
  public String text() {
    return version + "@" + tableId;
  }

  /** Empty when the text is none that {@link #text} has written. */
  public static Optional<TableVersion> parse(String text) {
    int separator = text.indexOf('@');
    if (separator < 0) {
      return Optional.empty();
    }
    try {
      long version = Long.parseLong(text.substring(0, separator));
      return Optional.of(new TableVersion(text.substring(separator + 1), version));
    } catch (NumberFormatException other) {
      return Optional.empty();
    }
  }
}
