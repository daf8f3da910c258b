/**
 * Exact mechanisms of differential privacy: noise for counts and sums, selection of partitions,
 * quantiles.
 *
 * <p><b>Exact</b> means that the distribution of each output is the one in the proof, not near to
 * it. All draws are made of fair bits, integers and fractions of integers; where a probability is
 * irrational it is enclosed as narrowly as a decision needs. There is no floating-point arithmetic
 * in this package, and a test reads its bytecode to make sure: rounding of noise has given exact
 * values away (I. Mironov, On significance of the least significant bits for differential privacy,
 * CCS 2012).
 *
 * <p><b>Once</b> means that a figure has one noise. The bits are a function of the {@link
 * org.optika.core.privacy.noise.ReleaseKey} and of what they are for, so that a task that is run
 * again, on whatever machine, comes to the same noisy value, and nobody can average draws.
 *
 * <p><b>Parameters</b> are exact too: a decimal epsilon is the fraction that it says, and where one
 * is rounded (only σ² is), then towards more noise. Values with fractions are counted in steps of a
 * public grid before they come here.
 *
 * <p><b>What it does not hold against.</b> How long a draw takes depends on what is drawn (J. Jin,
 * E. McMurtry, B. Rubinstein, O. Ohrimenko, Are we there yet? Timing and floating-point attacks on
 * differential privacy systems, S&amp;P 2022). Whoever may time single draws learns about their
 * noise: figures are to be released together, not one by one as they are drawn.
 */
package org.optika.core.privacy.noise;
