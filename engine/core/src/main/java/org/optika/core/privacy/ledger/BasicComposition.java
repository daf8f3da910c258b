package org.optika.core.privacy.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyLoss;

/** Accounting by {@link BasicSpending}: epsilons and deltas of all releases are added up. */
public final class BasicComposition implements Accounting {

  static final String ID = "basic";

  private static final BasicSpending NONE = new BasicSpending(BigDecimal.ZERO, BigDecimal.ZERO);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public BasicSpending none() {
    return NONE;
  }

  @Override
  public BasicSpending of(PrivacyLoss price, List<Charge> mechanisms) {
    return new BasicSpending(price.epsilon(), price.delta());
  }

  @Override
  public BasicSpending read(byte[] bytes) {
    FieldReader fields = new FieldReader(bytes);
    BasicSpending loss = BasicSpending.of(fields.text(), fields.text());
    fields.end();
    return loss;
  }
}
