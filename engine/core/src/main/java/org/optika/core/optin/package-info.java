/**
 * Opt-in rates: what people answered when a notice was shown to them, per purpose.
 *
 * <p>The way of a number: {@link org.optika.core.optin.Showings} turns the consent events of one
 * device into showings, each showing becomes {@link org.optika.core.optin.OptInCounts}, counts are
 * added per segment, an {@link org.optika.core.optin.OptInMetric} reads a {@link
 * org.optika.core.optin.Proportion} from them, and {@link org.optika.core.optin.GroupComparison}
 * sets two groups side by side. Rows of bots are taken out before; they never reach this package.
 */
package org.optika.core.optin;
