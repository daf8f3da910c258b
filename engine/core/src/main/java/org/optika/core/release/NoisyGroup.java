package org.optika.core.release;

import java.util.List;

/**
 * @param level 0 for the groups of the keys; see {@link GroupTree}
 * @param keys values that make the group
 */
public record NoisyGroup(int level, List<String> keys, NoisyStatistics statistics) {}
