package org.optika.core.ingest;

import java.math.BigDecimal;

/**
 * One row of {@code channel_cost}.
 *
 * @param epochDay day in UTC
 * @param campaign name as delivered; empty when there is none, then {@code campaignId} is 0
 */
public record CostRecord(
    long costId,
    long epochDay,
    int channel,
    String campaign,
    long campaignId,
    BigDecimal cost,
    BigDecimal originalCost,
    String originalCurrency,
    Origin origin) {}
