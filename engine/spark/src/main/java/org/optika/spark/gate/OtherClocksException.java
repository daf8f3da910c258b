package org.optika.spark.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A derived table was made for other clocks than those of this run. */
final class OtherClocksException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private OtherClocksException(String message) {
    super(message);
  }

  /** A permission of older knowledge does not hold the withdrawals known since. */
  static OtherClocksException ofPermission(long builtMicros, long askedMicros) {
    return new OtherClocksException(
        "Table 'permission' was built for known_at %s; this run has %s. Build it again with the clocks of this run."
            .formatted(instant(builtMicros), instant(askedMicros)));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
