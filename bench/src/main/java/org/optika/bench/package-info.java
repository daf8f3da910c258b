/**
 * The engine beside Spark's limits and beside DuckDB, round by round in one JVM, on the same data
 * and with equal results. What is compared is the CPU time of the process: wall time of a shared
 * machine means little.
 */
package org.optika.bench;
