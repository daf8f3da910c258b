package org.optika.spark.release;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of persons that a release may sum up. Whoever makes them vouches that all of them are
 * permitted: in the engine that is a {@link ReleaseSource} and nobody else.
 *
 * @param rows {@code subject_id}, keys as text, values as numbers, and what tells rows apart
 * @param together all rows of a subject lie in one partition already, and partitions ascend by
 *     subject
 */
public record ReleaseRows(Dataset<Row> rows, boolean together) {}
