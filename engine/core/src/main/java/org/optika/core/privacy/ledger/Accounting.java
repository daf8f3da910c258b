package org.optika.core.privacy.ledger;

import java.util.List;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyLoss;

/**
 * How spendings of one kind are made, stored and read. A ledger keeps to one accounting: its rows
 * hold spendings of that kind only.
 */
public interface Accounting {

  /** All that there are. */
  List<Accounting> ALL = List.of(new BasicComposition(), new ConcentratedComposition());

  /**
   * @throws IllegalArgumentException when there is none of this id; lists the known ones
   */
  static Accounting find(String id) {
    return ALL.stream()
        .filter(accounting -> accounting.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown accounting '%s'; known: %s"
                        .formatted(id, ALL.stream().map(Accounting::id).toList())));
  }

  /** Name in the table, kebab-case; never reused for other bytes. */
  String id();

  /** The spending of nothing: neutral in a composition, epsilon 0 at every delta. */
  Spending none();

  /**
   * The spending of one release.
   *
   * @param price that the composition of its mechanisms keeps to
   * @param mechanisms all that a person pays in it
   */
  Spending of(PrivacyLoss price, List<Charge> mechanisms);

  /**
   * @param bytes what {@link Spending#bytes} has written
   * @throws IllegalArgumentException when they are none of this accounting
   */
  Spending read(byte[] bytes);
}
