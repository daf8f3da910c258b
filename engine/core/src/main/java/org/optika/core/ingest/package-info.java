/**
 * From one raw row to silver records, or to the one fault that keeps it out. Nothing here reads a
 * file or knows Spark; times are microseconds since 1970-01-01T00:00:00Z.
 */
package org.optika.core.ingest;
