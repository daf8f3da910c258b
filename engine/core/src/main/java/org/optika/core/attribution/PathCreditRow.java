package org.optika.core.attribution;

/**
 * One number of path attribution.
 *
 * @param model id of the model
 * @param channel name as in the paths, or the label of a {@link org.optika.core.journey.Bucket}
 */
public record PathCreditRow(String model, PathMetric metric, String channel, double value) {}
