package org.optika.core.privacy.ledger;

/** A ledger was asked for in another accounting than the one that its rows are kept with. */
public final class OtherAccountingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param kept id of the accounting of its rows
   * @param asked id of the other one
   */
  public OtherAccountingException(String ledgerId, String kept, String asked) {
    super(
        "ledger '%s' is kept with the accounting '%s', got '%s'; a ledger keeps to one accounting"
            .formatted(ledgerId, kept, asked));
  }
}
