package org.optika.spark.ingest;

/**
 * What became of the rows of one file: {@code rowsIn = accepted + duplicates + quarantined}.
 *
 * @param file path under the raw root
 * @param duplicates rows whose content was stored before, from this file or another
 */
public record FileOutcome(
    String source,
    String file,
    long fileId,
    long fileBytes,
    long rowsIn,
    long accepted,
    long duplicates,
    long quarantined) {}
