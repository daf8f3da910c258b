/**
 * A made-up shop with everything that makes consent hard, and the truth about it. Independent of
 * the engine on purpose: the rules of {@code docs/consent.md} are read and written down here a
 * second time.
 *
 * <p>Start with {@link org.optika.sample.SampleWorld}; {@code Shard} tells the life of one person
 * after the other:
 *
 * <pre>
 * Person -> LegacyImport, EmailConsent -> Touches -> Orders -> Purchase -> ActivityRows
 *        -> WebConsent, AppConsent, CallCentreConsent
 *        -> ServiceContacts -> Relation (drawn by RelationRisk and Winback) -> RelationRows
 *        -> Questions (answered by Permission)
 * </pre>
 *
 * Rows go through {@code Delivery}, which makes some late, some double and some lost on the way,
 * into {@code RawFiles}. Each part of a life draws from a random stream of its own, so that a
 * change in one leaves the others as they are.
 */
package org.optika.sample;
