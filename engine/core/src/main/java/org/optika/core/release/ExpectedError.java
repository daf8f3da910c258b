package org.optika.core.release;

/**
 * What the noise will do to a figure, before figures are adjusted; from public parameters alone.
 *
 * @param level 0 for the groups of the keys
 * @param groupSize rows, or persons, of the group
 * @param error as of {@link ReleaseMetric#expectedError}
 */
public record ExpectedError(int level, ReleaseMetric metric, long groupSize, double error) {}
