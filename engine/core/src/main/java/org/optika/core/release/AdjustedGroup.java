package org.optika.core.release;

import java.util.List;

/**
 * @param level 0 for the groups of the keys; see {@link GroupTree}
 * @param keys values that make the group
 * @param figures in the order of the metrics
 */
public record AdjustedGroup(int level, List<String> keys, List<AdjustedFigure> figures) {}
