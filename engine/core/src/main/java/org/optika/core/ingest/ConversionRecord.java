package org.optika.core.ingest;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One row of {@code conversion} before it has a place.
 *
 * @param kind order or refund
 * @param value in the reporting currency, >= 0, also of a refund
 */
public record ConversionRecord(
    Pseudonym subject,
    long conversionId,
    String kind,
    OptionalLong refundOf,
    long occurredMicros,
    BigDecimal value,
    BigDecimal originalValue,
    String originalCurrency,
    Optional<String> deviceClass,
    Optional<String> region,
    Origin origin) {}
