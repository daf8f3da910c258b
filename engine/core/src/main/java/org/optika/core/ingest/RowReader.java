package org.optika.core.ingest;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads raw rows of one source into silver records. Not thread-safe.
 *
 * @param <T> silver record
 */
public interface RowReader<T> {

  /**
   * @param out gets the row's records, at least one, when there is no fault; nothing otherwise
   * @return the first fault of the row
   */
  Optional<Fault> read(RawRow row, Consumer<T> out);
}
