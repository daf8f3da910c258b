package org.optika.core.ingest;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One row of {@code consent_event} before it has a place; the columns say what the fields mean. */
public record ConsentRecord(
    Pseudonym subject,
    String eventId,
    String purpose,
    Action action,
    Optional<Method> method,
    ConsentType consentType,
    long eventMicros,
    OptionalLong expiresMicros,
    String jurisdiction,
    Optional<String> region,
    Optional<String> collectionChannel,
    Optional<String> deviceClass,
    Optional<String> language,
    Optional<String> noticeId,
    OptionalInt noticeVersion,
    Optional<String> variantId,
    Optional<Boolean> minor,
    Optional<String> softOptInRuleId,
    Optional<String> correctionOf,
    boolean allOff,
    boolean bot,
    String sourceEventId,
    OptionalLong sourceSeq,
    Origin origin) {}
