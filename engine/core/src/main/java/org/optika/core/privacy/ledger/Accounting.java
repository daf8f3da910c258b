package org.optika.core.privacy.ledger;

/**
 * How spendings of one kind are made, stored and read. A ledger keeps to one accounting: its rows
 * hold spendings of that kind only.
 */
public interface Accounting {

  /** Name in the table, kebab-case; never reused for other bytes. */
  String id();

  /** The spending of nothing: neutral in a composition, epsilon 0 at every delta. */
  Spending none();

  /**
   * @param bytes what {@link Spending#bytes} has written
   * @throws IllegalArgumentException when they are none of this accounting
   */
  Spending read(byte[] bytes);
}
