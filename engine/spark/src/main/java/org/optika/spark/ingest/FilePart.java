package org.optika.spark.ingest;

import java.io.Serializable;

/**
 * What one task reads of a file: all of a text file, some row groups of a Parquet file.
 *
 * @param rowsBefore rows of the file that come before the part
 */
record FilePart(RawFile file, int firstGroup, int lastGroup, long rowsBefore)
    implements Serializable {}
