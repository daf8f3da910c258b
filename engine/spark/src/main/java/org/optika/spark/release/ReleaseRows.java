package org.optika.spark.release;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Permitted rows of persons that a release may sum up. Only a {@link ReleaseSource} makes them.
 *
 * @param rows {@code subject_id}, keys as text, values as numbers, and what tells rows apart
 * @param together all rows of a subject lie in one partition already
 */
record ReleaseRows(Dataset<Row> rows, boolean together) {}
