package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of {@code contact} before it has a place.
 *
 * @param channel lower-case id, e.g. email or phone; no channel of conf/channels.yaml
 * @param topic action of an outbound contact, reason of an inbound one; {@link #NOBODY_CONTACTED}
 *     for a person whom an experiment left alone
 * @param experiment the randomised experiment in which the topic was drawn
 * @param propensity probability with which this topic was drawn for this person, in (0, 1]; there
 *     iff the experiment is
 */
public record ContactRecord(
    Pseudonym subject,
    long contactId,
    long occurredMicros,
    Direction direction,
    String channel,
    String topic,
    Optional<String> experiment,
    OptionalDouble propensity,
    Optional<String> region,
    Origin origin) {

  /** Topic of the hold-out of an experiment. */
  public static final String NOBODY_CONTACTED = "none";

  public ContactRecord {
    require(
        experiment.isPresent() == propensity.isPresent(),
        "an experiment and a propensity come together, contact %s has one of them",
        contactId);
    require(
        experiment.isEmpty() || direction == Direction.OUTBOUND,
        "an experiment draws outbound contacts, contact %s is inbound",
        contactId);
    require(
        experiment.isPresent() || !topic.equals(NOBODY_CONTACTED),
        "contact %s with topic %s belongs to no experiment",
        contactId,
        NOBODY_CONTACTED);
  }
}
