/**
 * Evidence for those who do not trust us: the Merkle log over consent events, and counts that a
 * report needs besides the gold tables. No row about a person leaves.
 */
package org.optika.spark.evidence;
