package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What a release asks of the ledger before it runs.
 *
 * @param releaseId one release, however often it is tried; never used for another one
 * @param requestedBy who wants it, as the refusals of others will say; a role or an account, never
 *     a subject
 * @param period the data that it reads
 * @param spending the most that it can tell about a person, by itself
 * @param heldUntil instant from which others may take the run for dead and settle the reservation;
 *     kept in microseconds
 */
public record Charge(
    String releaseId, String requestedBy, DataPeriod period, Spending spending, Instant heldUntil) {

  public Charge {
    require(!releaseId.isBlank(), "a charge needs a release id, got '%s'", releaseId);
    require(!requestedBy.isBlank(), "release '%s': expected who asks for it, got none", releaseId);
    heldUntil = heldUntil.truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether both are the same release of the same data at the same price. */
  boolean isSameReleaseAs(Charge other) {
    return releaseId.equals(other.releaseId)
        && period.equals(other.period)
        && spending.equals(other.spending);
  }

  void write(FieldWriter fields) {
    fields
        .text(releaseId)
        .text(requestedBy)
        .number(period.from().toEpochDay())
        .number(period.until().toEpochDay())
        .binary(spending.bytes())
        .number(Micros.of(heldUntil));
  }

  static Charge read(Accounting accounting, FieldReader fields) {
    return new Charge(
        fields.text(),
        fields.text(),
        new DataPeriod(
            LocalDate.ofEpochDay(fields.number()), LocalDate.ofEpochDay(fields.number())),
        accounting.read(fields.binary()),
        Micros.instant(fields.number()));
  }
}
