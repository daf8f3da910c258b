package org.optika.core.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The rows of one file or of a part of it, one after the other. A row that cannot be read is handed
 * over with its fault, and the next one follows.
 */
public interface RowSource extends Closeable {

  /**
   * Moves to the next row. When it has no fault, the {@link RawRow} that the source was made with
   * holds its values.
   *
   * @return false at the end
   */
  boolean next() throws IOException;

  /** Why the row that was read last cannot be used. */
  Optional<Fault> rowFault();

  /** Why no row of the file can be used, e.g. a column is missing; rows can be counted still. */
  Optional<Fault> fileFault();
}
