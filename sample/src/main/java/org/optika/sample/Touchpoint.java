package org.optika.sample;

/** One row of {@code touchpoints/*.parquet}; any field may be null in a bad row. */
record Touchpoint(
    String eventId,
    String deviceId,
    String accountId,
    Long atMicros,
    Long receivedMicros,
    String interaction,
    String source,
    String medium,
    String campaign,
    String vendor,
    String deviceClass,
    String shop,
    String region,
    String userAgent) {

  Touchpoint receivedAt(long micros) {
    return new Touchpoint(
        eventId,
        deviceId,
        accountId,
        atMicros,
        micros,
        interaction,
        source,
        medium,
        campaign,
        vendor,
        deviceClass,
        shop,
        region,
        userAgent);
  }
}
