/**
 * How good scores are: figures with intervals, curves, reliability and fairness, and the
 * calibration that turns a margin into a probability.
 *
 * <p>Everything is computed from {@link org.optika.core.scores.quality.ScoredCounts}: people with
 * and without the outcome by score, which add up. So a figure does not depend on the order of rows
 * or on their partitions, and a histogram of ten million scores will do.
 */
package org.optika.core.scores.quality;
