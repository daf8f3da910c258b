package org.optika.core.privacy.ledger;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one or several releases may have told about a person, in the terms of one {@link
 * Accounting}. Immutable, and equal to those with equal bytes; prints itself for people. All that
 * the ledger asks of an accountant: to add a release to others and to name the epsilon of the sum.
 */
public interface Spending {

  /** Decimal places of an epsilon or a delta in the ledger's table. */
  int DECIMAL_PLACES = 18;

  /**
   * This and the other one together: sequential composition of releases over the same data, each of
   * which may have been chosen after the earlier ones were seen. Commutative and associative.
   *
   * @throws IllegalArgumentException when the other one is of another accounting
   */
  Spending compose(Spending other);

  /**
   * The smallest epsilon that this accounting proves at a delta, rounded up to {@link
   * #DECIMAL_PLACES}; grows with each composition. Empty when it proves none.
   *
   * @param delta in {@code [0, 1)}
   */
  Optional<BigDecimal> epsilonAt(BigDecimal delta);

  /** As stored beside the row; {@link Accounting#read} gives an equal spending back. */
  byte[] bytes();
}
