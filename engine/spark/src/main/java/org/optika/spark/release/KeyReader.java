package org.optika.spark.release;

import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.release.GroupKeys;
import org.optika.core.release.KeySet;
import org.optika.core.release.SelectedKeys;

/** Finds the group of a row. One for each partition; not thread-safe. */
sealed interface KeyReader permits PublicKeyReader, SelectedKeyReader {

  /**
   * @param first position of the first key column
   */
  static KeyReader of(GroupKeys keys, int first, HashSeed seed) {
    return keys instanceof KeySet listed
        ? new PublicKeyReader(listed, first)
        : new SelectedKeyReader((SelectedKeys) keys, first, seed);
  }

  /**
   * @return false when the row is in no group
   */
  boolean read(InternalRow row);

  /** The group of the row that was read: the same for the same keys in each partition. */
  long group();

  /** What stands for a group in a row of totals: {@link BoundedTotals#groupColumns}. */
  Object[] columns(long group);
}
