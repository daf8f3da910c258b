package org.optika.core.ingest;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One row of {@code customer} before it has a place.
 *
 * @param preferredChannels ids of the channels by which the person wants to be contacted, as those
 *     of {@link ContactRecord}: sorted, each once, with '|' between them; empty: nothing is known
 * @param declinedChannels ids of the channels by which the person does not want to be contacted, in
 *     the same form; none of the preferred ones
 */
public record CustomerRecord(
    Pseudonym subject,
    long customerRowId,
    long sinceMicros,
    OptionalLong untilMicros,
    OptionalInt birthYear,
    Optional<String> region,
    Optional<String> preferredChannels,
    Optional<String> declinedChannels,
    Origin origin) {}
