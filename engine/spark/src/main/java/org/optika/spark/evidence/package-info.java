/**
 * Counts that a report for a regulator needs besides the gold tables. No row about a person leaves.
 */
package org.optika.spark.evidence;
