/**
 * Raw files to silver tables: lists, reads and appends; what a row means is decided in the core.
 */
package org.optika.spark.ingest;
