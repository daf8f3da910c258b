package org.optika.core.privacy.suppression;

/**
 * Cells between which persons can be moved without changing a sum: adding one person to each rising
 * cell and taking one from each falling cell leaves every line of the table balanced.
 *
 * <p>Per dimension the hypercube takes two coordinates. Where both are values, what one gains the
 * other loses; where one is {@code ALL}, the margin gains with the value. A corner rises if it has
 * changed sides an even number of times.
 *
 * @param rising places; the centre is the first
 * @param falling places; empty where margins rise along with all cells
 */
record Hypercube(int[] rising, int[] falling) {}
