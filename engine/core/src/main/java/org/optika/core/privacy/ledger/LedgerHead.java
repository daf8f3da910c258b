package org.optika.core.privacy.ledger;

/**
 * The end of a ledger: all that the next row has to follow.
 *
 * @param sequence of the last row; 0 without rows
 * @param hash of the last row
 * @param account what the ledger amounts to
 */
public record LedgerHead(long sequence, String hash, Account account) {

  /** Of a ledger without rows. */
  public static LedgerHead empty(Accounting accounting) {
    return new LedgerHead(0, LedgerEntry.NO_HASH, Account.empty(accounting));
  }

  /**
   * The head that a row makes.
   *
   * @throws OtherAccountingException when the row was written with another accounting
   */
  public static LedgerHead of(LedgerEntry last, Accounting accounting) {
    if (!last.accounting().equals(accounting.id())) {
      throw new OtherAccountingException(last.ledgerId(), last.accounting(), accounting.id());
    }
    return new LedgerHead(
        last.sequence(), last.hash(), Account.read(accounting, last.account().toArray()));
  }
}
