package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One row of a ledger. Its hash covers all other fields and the hash of the row before it, so that
 * no row can be changed, taken out or moved without changing all rows after it.
 *
 * @param ledgerId controller whose releases it counts
 * @param sequence place in the ledger, from 1, without gaps
 * @param charge what the release had asked for; repeated in each of its rows
 * @param note of a commit where the rows are published; of a void why nothing is
 * @param recordedAt wall clock, kept in microseconds
 * @param budget in force when the row was written
 * @param epsilon of the charge by itself, at the delta of the budget, rounded up; empty where the
 *     budget was made so small since that none is proven at its delta
 * @param accounting id of the accounting of the spending and the account
 * @param account what the ledger amounts to after this row, in the bytes of {@link Account}
 * @param previousHash hash of the row before; of the first one {@link #NO_HASH}
 * @param hash SHA-256, 64 hex digits
 */
public record LedgerEntry(
    String ledgerId,
    long sequence,
    EntryKind kind,
    Charge charge,
    Optional<String> note,
    Instant recordedAt,
    Budget budget,
    Optional<BigDecimal> epsilon,
    String accounting,
    Bytes account,
    String previousHash,
    String hash) {

  /** Stands before the first row. */
  public static final String NO_HASH = "0".repeat(64);

  /** Keeps the hashes of rows apart from those of anything else, and of later forms of a row. */
  private static final String FORM = "optika-ledger-entry-1";

  public LedgerEntry {
    require(!ledgerId.isBlank(), "a ledger entry needs the controller of its ledger, got none");
    require(sequence >= 1, "ledger entries count from 1, got %d", sequence);
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
    epsilon = epsilon.map(number -> Decimals.canonical("epsilon", number));
  }

  /** The same row with the hash that its other fields have. */
  LedgerEntry sealed() {
    return new LedgerEntry(
        ledgerId,
        sequence,
        kind,
        charge,
        note,
        recordedAt,
        budget,
        epsilon,
        accounting,
        account,
        previousHash,
        computedHash());
  }

  /**
   * SHA-256 over the form, all fields but the hash in the order of the record, each with its length
   * before it; differs from {@link #hash} when one was changed. Instants are microseconds and days
   * are days since 1970-01-01, both as eight bytes; decimals are written without exponent.
   */
  public String computedHash() {
    FieldWriter fields = new FieldWriter();
    fields.text(FORM).text(ledgerId).number(sequence).text(kind.id());
    charge.write(fields);
    fields
        .text(note)
        .number(Micros.of(recordedAt))
        .text(budget.epsilon().toPlainString())
        .text(budget.delta().toPlainString())
        .text(epsilon.map(BigDecimal::toPlainString))
        .text(accounting)
        .binary(account.toArray())
        .text(previousHash);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(fields.bytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
