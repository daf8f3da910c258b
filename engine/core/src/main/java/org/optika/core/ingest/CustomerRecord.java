package org.optika.core.ingest;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One row of {@code customer} before it has a place. */
public record CustomerRecord(
    Pseudonym subject,
    long customerRowId,
    long sinceMicros,
    OptionalLong untilMicros,
    OptionalInt birthYear,
    Optional<String> region,
    Origin origin) {}
