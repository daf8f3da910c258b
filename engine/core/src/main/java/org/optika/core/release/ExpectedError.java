package org.optika.core.release;

/**
 * What the noise will do to a figure; from public parameters alone.
 *
 * @param groupSize rows, or persons, of the group
 * @param error as of {@link ReleaseMetric#expectedError}
 */
public record ExpectedError(ReleaseMetric metric, long groupSize, double error) {}
