package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyLoss;

/**
 * Accounting by {@link ConcentratedSpending}: the rhos of all releases are added up, and their
 * prices as well; the smaller sum counts.
 */
public final class ConcentratedComposition implements Accounting {

  static final String ID = "concentrated";

  /** Coarse, so that the same release is the same spending on every machine. */
  private static final MathContext RHO_DIGITS = new MathContext(4, RoundingMode.UP);

  /** Above what the doubles of a mechanism may be rounded down by. */
  private static final BigDecimal ABOVE_ROUNDING = new BigDecimal(1 + 0x1p-40);

  private static final BasicComposition BASIC = new BasicComposition();

  private static final ConcentratedSpending NONE =
      new ConcentratedSpending(BASIC.none(), BigDecimal.ZERO, BigDecimal.ZERO);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ConcentratedSpending none() {
    return NONE;
  }

  @Override
  public ConcentratedSpending of(PrivacyLoss price, List<Charge> mechanisms) {
    require(!mechanisms.isEmpty(), "a release has mechanisms to charge, got none");
    BigDecimal rho = BigDecimal.ZERO;
    BigDecimal delta = BigDecimal.ZERO;
    for (Charge charge : mechanisms) {
      BigDecimal times = BigDecimal.valueOf(charge.count());
      rho = rho.add(new BigDecimal(charge.mechanism().concentratedRho()).multiply(times));
      delta = delta.add(new BigDecimal(charge.mechanism().concentratedDelta()).multiply(times));
    }
    return new ConcentratedSpending(
        BASIC.of(price, mechanisms),
        upwards(rho.multiply(ABOVE_ROUNDING).round(RHO_DIGITS)),
        upwards(delta));
  }

  /** To the places that the table has. */
  private static BigDecimal upwards(BigDecimal number) {
    return number.setScale(Math.min(number.scale(), Spending.DECIMAL_PLACES), RoundingMode.CEILING);
  }

  @Override
  public ConcentratedSpending read(byte[] bytes) {
    FieldReader fields = new FieldReader(bytes);
    BasicSpending price = BasicSpending.of(fields.text(), fields.text());
    ConcentratedSpending spending =
        new ConcentratedSpending(
            price, new BigDecimal(fields.text()), new BigDecimal(fields.text()));
    fields.end();
    return spending;
  }
}
