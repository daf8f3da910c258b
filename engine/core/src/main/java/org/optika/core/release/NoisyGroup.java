package org.optika.core.release;

import java.util.List;

/**
 * @param keys values that make the group
 */
public record NoisyGroup(List<String> keys, NoisyStatistics statistics) {}
