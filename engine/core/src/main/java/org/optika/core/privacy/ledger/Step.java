package org.optika.core.privacy.ledger;

/**
 * A period of the data on all days of which the same releases lie.
 *
 * @param load what lies on each of its days
 */
public record Step(DataPeriod period, Load load) {}
