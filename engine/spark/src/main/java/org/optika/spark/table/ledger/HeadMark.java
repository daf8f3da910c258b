package org.optika.spark.table.ledger;

import org.optika.core.privacy.ledger.LedgerEntry;

/**
 * Which row is the last one of a ledger, as kept in the table's log.
 *
 * @param sequence from 1
 * @param hash of that row
 */
record HeadMark(long sequence, String hash) {

  /** As kept in the log; {@link #parse} reads it back. */
  String text() {
    return sequence + "@" + hash;
  }

  /**
   * @throws IllegalStateException when the text is none that {@link #text} has written
   */
  static HeadMark parse(String text) {
    int separator = text.indexOf('@');
    try {
      return new HeadMark(
          Long.parseLong(text.substring(0, separator)), text.substring(separator + 1));
    } catch (NumberFormatException | StringIndexOutOfBoundsException other) {
      throw new IllegalStateException(
          "expected the end of a budget ledger as sequence@hash, got '%s'".formatted(text), other);
    }
  }

  boolean isOf(LedgerEntry entry) {
    return sequence == entry.sequence() && hash.equals(entry.hash());
  }
}
