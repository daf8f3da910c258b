package org.optika.jobs.lineage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table as an event names it.
 *
 * @param namespace where it lies, as a URI
 * @param fields its columns; empty where they are not told
 * @param version of Delta; empty where the run cannot tell
 * @param rowsWritten empty for what is read
 */
public record DatasetInfo(
    String namespace,
    String name,
    List<Field> fields,
    Optional<String> version,
    OptionalLong rowsWritten) {

  /**
   * @param type as Spark writes it
   */
  public record Field(String name, String type, String description) {}

  public DatasetInfo {
    fields = List.copyOf(fields);
  }
}
