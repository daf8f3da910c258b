package org.optika.spark.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A derived table was made for other clocks than those of this run. */
final class OtherClocksException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private OtherClocksException(String message) {
    super(message);
  }

  /**
   * A permission of older knowledge does not hold the withdrawals known since.
   *
   * @param builtMicros empty when the table does not say
   */
  static OtherClocksException ofPermission(Optional<Long> builtMicros, long askedMicros) {
    return new OtherClocksException(
        "Table 'permission' was %s; this run has %s. Build it again with the clocks of this run."
            .formatted(
                builtMicros
                    .map(micros -> "built for known_at " + instant(micros))
                    .orElse("not built for any known_at"),
                instant(askedMicros)));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
