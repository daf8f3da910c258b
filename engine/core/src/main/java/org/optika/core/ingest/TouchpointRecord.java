package org.optika.core.ingest;

import java.util.Optional;

/**
 * One row of {@code touchpoint} before it has a place.
 *
 * @param campaign name as delivered; empty when there is none, then {@code campaignId} is 0
 */
public record TouchpointRecord(
    Pseudonym subject,
    long touchpointId,
    long occurredMicros,
    int channel,
    String campaign,
    long campaignId,
    Optional<String> vendorId,
    Optional<String> deviceClass,
    Optional<String> region,
    boolean bot,
    Origin origin) {}
