package org.optika.core.release;

/**
 * A statistic of all groups of one level: one part of the vector query that a release is.
 *
 * @param level 0 for the groups of the keys
 */
record LevelStatistic(int level, Statistic statistic) {}
