/**
 * The price of private mechanisms: what a release costs in epsilon and delta, alone and together
 * with all releases before it.
 *
 * <p><b>Words.</b> A {@link org.optika.core.privacy.accounting.MechanismCost} says what one use of
 * a mechanism costs, a {@link org.optika.core.privacy.accounting.Charge} is a number of uses, a
 * {@link org.optika.core.privacy.accounting.PrivacyHistory} is all charges so far, stored in
 * composed form. A {@link org.optika.core.privacy.accounting.PrivacyLoss} is a promise or a limit,
 * in exact decimals.
 *
 * <p><b>Neighbours</b> differ by one person, added or removed; sensitivities are meant so.
 *
 * <p><b>Doubles, on the safe side.</b> Noise is drawn elsewhere, without doubles. Here they are
 * enough, as every result errs towards more epsilon, more delta, more noise: searches end on the
 * side that satisfies the condition ({@code Bisection}); closed forms carry a margin for their
 * rounding, stated where it is defined; loss distributions only ever gain probability or move it to
 * higher losses. Their grid has an interval that is a power of 2, 2^-14 if nothing calls for
 * another: points are exact doubles, and grids of different intervals have a common one. It is
 * doubled when a composition would need more than 2^16 points.
 *
 * <p><b>How much is lost by that</b>, measured: below 1e-5 of epsilon for up to a million Gaussian
 * releases priced as one charge, at deltas down to 1e-12, the smallest that prices are given for;
 * and 5e-5 for ten thousand of them composed one by one.
 *
 * <p><b>Left out.</b> Rényi accounting, as loss distributions are tighter. Amplification by
 * sampling, as releases here see all persons.
 */
package org.optika.core.privacy.accounting;
