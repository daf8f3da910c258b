package org.optika.spark.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.optika.spark.table.Tables;

/**
 * A derived table was never made, or for other clocks than those of this run. The message is one
 * line for the user.
 */
public final class OtherClocksException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** What the table is called. */
  private final String table;

  private OtherClocksException(String table, String message) {
    super("Table '%s' was %s".formatted(table, message));
    this.table = table;
  }

  /** The table that has to be made again. */
  public String table() {
    return table;
  }

  /** Nothing was written to the table yet, which is not the same as that there is nothing. */
  public static OtherClocksException neverBuilt(String table) {
    return new OtherClocksException(table, "never built.");
  }

  /**
   * A permission of older knowledge does not hold the withdrawals known since.
   *
   * @param builtMicros empty when the table does not say
   */
  static OtherClocksException ofPermission(Optional<Long> builtMicros, long askedMicros) {
    String table = Tables.PERMISSION.name();
    return builtMicros
        .map(
            micros ->
                new OtherClocksException(
                    table,
                    "built for known_at %s; this run has %s. Build it again with the clocks of this run."
                        .formatted(instant(micros), instant(askedMicros))))
        .orElseGet(() -> neverBuilt(table));
  }

  /**
   * A stored table must not outlive the withdrawals known since.
   *
   * @param asOf of its rows
   * @param knownAt of its rows
   */
  static OtherClocksException of(String table, Instant asOf, Instant knownAt) {
    return new OtherClocksException(
        table,
        "built for as_of %s and known_at %s; this run has other clocks. Build it again with the clocks of this run."
            .formatted(asOf, knownAt));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
