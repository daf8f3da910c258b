/**
 * Tables as columns: files of a bucketed table are read batch by batch and merged by subject,
 * without rows, shuffles and sorts. {@link org.optika.spark.table.columnar.FileScan} knows what
 * Spark and Delta do not promise, and in which of their versions.
 */
package org.optika.spark.table.columnar;
