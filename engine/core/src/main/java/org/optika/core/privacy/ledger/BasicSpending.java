package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Approximate differential privacy with parameters (epsilon, delta), in exact decimals. Composes by
 * addition of both: C. Dwork, K. Kenthapadi, F. McSherry, I. Mironov and M. Naor, "Our data,
 * ourselves: privacy via distributed noise generation", EUROCRYPT 2006, Theorem 1. The sums also
 * hold when later releases are chosen after earlier ones were seen, and when the ledger decides by
 * them whether to go on: R. Rogers, A. Roth, J. Ullman and S. Vadhan, "Privacy odometers and
 * filters: pay-as-you-go composition", NeurIPS 2016, Section 4.
 *
 * @param epsilon &gt;= 0, at most {@value Spending#DECIMAL_PLACES} decimal places
 * @param delta in {@code [0, 1)} for one release; a sum may reach 1 or more and then says nothing
 */
public record BasicSpending(BigDecimal epsilon, BigDecimal delta) implements Spending {

  public BasicSpending {
    epsilon = Decimals.canonical("epsilon", epsilon);
    delta = Decimals.canonical("delta", delta);
    require(epsilon.signum() >= 0, "epsilon must be >= 0, got %s", epsilon.toPlainString());
    require(delta.signum() >= 0, "delta must be >= 0, got %s", delta.toPlainString());
  }

  /**
   * @param epsilon decimal number, such as {@code 0.5}
   * @param delta decimal number, such as {@code 1e-7}
   */
  public static BasicSpending of(String epsilon, String delta) {
    return new BasicSpending(new BigDecimal(epsilon), new BigDecimal(delta));
  }

  @Override
  public BasicSpending compose(Spending other) {
    if (!(other instanceof BasicSpending loss)) {
      throw new IllegalArgumentException(
          "expected a spending of the accounting '%s', got %s"
              .formatted(BasicComposition.ID, other.getClass().getSimpleName()));
    }
    return new BasicSpending(epsilon.add(loss.epsilon), delta.add(loss.delta));
  }

  @Override
  public Optional<BigDecimal> epsilonAt(BigDecimal atDelta) {
    return delta.compareTo(atDelta) <= 0 ? Optional.of(epsilon) : Optional.empty();
  }

  @Override
  public byte[] bytes() {
    return new FieldWriter().text(epsilon.toPlainString()).text(delta.toPlainString()).bytes();
  }

  @Override
  public String toString() {
    return "epsilon %s, delta %s".formatted(epsilon.toPlainString(), delta.toPlainString());
  }
}
