package org.optika.spark.ingest;

import java.io.Serializable;
import java.util.List;
import org.optika.core.ingest.Fault;

/**
 * One file of a source, as it was when it was listed.
 *
 * @param order position among all files of the run: by source, then by name
 * @param source position of the source in the run's list
 * @param location where to open it
 * @param name path under the raw root
 * @param modified when it was last written, milliseconds since the epoch
 * @param fileId 63 bits of the SHA-256 over source name and bytes
 * @param rowGroups rows of each row group of a Parquet file; empty for text
 * @param faults why no row of it can be read: none, or one
 */
record RawFile(
    int order,
    int source,
    String location,
    String name,
    long bytes,
    long modified,
    long fileId,
    List<Long> rowGroups,
    List<Fault> faults)
    implements Serializable {

  RawFile {
    rowGroups = List.copyOf(rowGroups);
    faults = List.copyOf(faults);
  }

  /** Rows of all row groups. */
  long rows() {
    return rowGroups.stream().mapToLong(Long::longValue).sum();
  }
}
