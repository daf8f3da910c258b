package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;

/**
 * What a person may lose, or has lost: (epsilon, delta)-differential privacy (C. Dwork, F.
 * McSherry, K. Nissim and A. Smith, TCC 2006; with delta, C. Dwork et al., EUROCRYPT 2006). Exact
 * decimals, so that ten times 0.1 is 1 in a ledger.
 *
 * @param epsilon &gt;= 0
 * @param delta in [0, 1)
 */
public record PrivacyLoss(BigDecimal epsilon, BigDecimal delta) {

  public static final PrivacyLoss NONE = new PrivacyLoss(BigDecimal.ZERO, BigDecimal.ZERO);

  public PrivacyLoss {
    require(epsilon.signum() >= 0, "epsilon must be >= 0, got %s", epsilon);
    require(
        delta.signum() >= 0 && delta.compareTo(BigDecimal.ONE) < 0,
        "delta must be in [0, 1), got %s",
        delta);
    epsilon = epsilon.stripTrailingZeros(); // 0.5 and 0.50 are one loss
    delta = delta.stripTrailingZeros();
  }

  /** Pure differential privacy: delta is 0. */
  public static PrivacyLoss pure(BigDecimal epsilon) {
    return new PrivacyLoss(epsilon, BigDecimal.ZERO);
  }

  /**
   * Basic composition: epsilons and deltas add up (Dwork et al. 2006). Holds for any mechanisms,
   * also when the second was chosen after seeing the result of the first.
   *
   * @throws IllegalArgumentException when the deltas reach 1, where the sum promises nothing
   */
  public PrivacyLoss plus(PrivacyLoss other) {
    return new PrivacyLoss(epsilon.add(other.epsilon), delta.add(other.delta));
  }

  /** Whether this loss is at most the limit, in both numbers. */
  public boolean isWithin(PrivacyLoss limit) {
    return epsilon.compareTo(limit.epsilon) <= 0 && delta.compareTo(limit.delta) <= 0;
  }

  @Override
  public String toString() {
    return "ε=%s δ=%s".formatted(epsilon.toPlainString(), delta.toPlainString());
  }
}
