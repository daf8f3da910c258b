package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.optika.core.privacy.accounting.ConcentratedPrivacy;

/**
 * Delta-approximate rho-concentrated privacy (M. Bun and T. Steinke, "Concentrated differential
 * privacy: simplifications, extensions, and lower bounds", TCC 2016, Section 8), beside the sum of
 * prices. Rhos and deltas of releases add up, also when the noise of later ones was chosen after
 * earlier ones were seen and when the ledger decides by the sums whether to go on (J. Whitehouse,
 * A. Ramdas, R. Rogers and Z. S. Wu, "Fully adaptive composition in differential privacy", ICML
 * 2023, Theorem 1). Epsilon grows with the square root of the number of releases with Gaussian
 * noise; with few releases, or Laplace noise, the sum of prices may be smaller.
 *
 * <p><b>Both sums</b> are kept, and half of delta is for each: a budget allows a release when one
 * of the two allows it. That is private, too. Of all that may have been seen, take apart what was
 * seen while the first sum was within the budget to the end, and the rest, where the second one was
 * so. On either part the releases are those of a ledger that only has this sum and stops at its
 * limit. So the probabilities of any event differ by at most a factor of e^epsilon and half of
 * delta on each part, and by both halves in all.
 *
 * @param price sum of the prices
 * @param rho &gt;= 0, at most {@value Spending#DECIMAL_PLACES} decimal places
 * @param delta of what rho does not cover, such as a selection of groups; &gt;= 0, at most {@value
 *     Spending#DECIMAL_PLACES} decimal places
 */
public record ConcentratedSpending(BasicSpending price, BigDecimal rho, BigDecimal delta)
    implements Spending {

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** Coarser than the rounding of doubles, so that all machines come to the same epsilon. */
  private static final MathContext EPSILON_DIGITS = new MathContext(9, RoundingMode.CEILING);

  public ConcentratedSpending {
    rho = Decimals.canonical("rho", rho);
    delta = Decimals.canonical("delta beside rho", delta);
    require(rho.signum() >= 0, "rho must be >= 0, got %s", rho.toPlainString());
    require(delta.signum() >= 0, "delta beside rho must be >= 0, got %s", delta.toPlainString());
  }

  @Override
  public ConcentratedSpending compose(Spending other) {
    if (!(other instanceof ConcentratedSpending more)) {
      throw new IllegalArgumentException(
          "expected a spending of the accounting '%s', got %s"
              .formatted(ConcentratedComposition.ID, other.getClass().getSimpleName()));
    }
    return new ConcentratedSpending(
        price.compose(more.price), rho.add(more.rho), delta.add(more.delta));
  }

  @Override
  public Optional<BigDecimal> epsilonAt(BigDecimal atDelta) {
    BigDecimal half = atDelta.multiply(HALF);
    Optional<BigDecimal> byRho = epsilonOfRho(half);
    Optional<BigDecimal> byPrice = price.epsilonAt(half);
    return byRho.isPresent() && byPrice.isPresent()
        ? Optional.of(byRho.get().min(byPrice.get()))
        : byRho.or(() -> byPrice);
  }

  /** (epsilon, d) of rho is (epsilon, d + delta) of both: Bun and Steinke 2016, Section 8. */
  private Optional<BigDecimal> epsilonOfRho(BigDecimal atDelta) {
    BigDecimal left = atDelta.subtract(delta);
    if (left.signum() < 0) {
      return Optional.empty();
    }
    if (rho.signum() == 0) {
      return Optional.of(BigDecimal.ZERO);
    }
    double leftBelow = Math.nextDown(left.doubleValue());
    if (leftBelow < ConcentratedPrivacy.MIN_DELTA) {
      return Optional.empty();
    }
    BigDecimal epsilon =
        new BigDecimal(ConcentratedPrivacy.epsilon(Math.nextUp(rho.doubleValue()), leftBelow))
            .round(EPSILON_DIGITS);
    return Optional.of(
        epsilon.setScale(Math.min(epsilon.scale(), DECIMAL_PLACES), RoundingMode.CEILING));
  }

  @Override
  public byte[] bytes() {
    return new FieldWriter()
        .text(price.epsilon().toPlainString())
        .text(price.delta().toPlainString())
        .text(rho.toPlainString())
        .text(delta.toPlainString())
        .bytes();
  }

  @Override
  public String toString() {
    return "%s, or rho %s, delta %s".formatted(price, rho.toPlainString(), delta.toPlainString());
  }
}
