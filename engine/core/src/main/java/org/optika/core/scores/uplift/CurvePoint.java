package org.optika.core.scores.uplift;

/**
 * @param people how many have this score or a better one
 * @param gain what treating them adds to the outcome; see {@link UpliftCurve}
 */
public record CurvePoint(double people, double gain) {}
