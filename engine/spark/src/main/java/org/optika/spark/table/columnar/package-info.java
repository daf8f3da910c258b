/**
 * Tables as columns: files of a bucketed table are read batch by batch and merged by subject,
 * without rows, shuffles and sorts. {@link org.optika.spark.table.columnar.FileScan} is the only
 * class that touches what Spark does not promise.
 */
package org.optika.spark.table.columnar;
