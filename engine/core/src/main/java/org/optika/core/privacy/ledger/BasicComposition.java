package org.optika.core.privacy.ledger;

import java.math.BigDecimal;

/** Accounting by {@link PrivacyLoss}: epsilons and deltas of all releases are added up. */
public final class BasicComposition implements Accounting {

  static final String ID = "basic";

  private static final PrivacyLoss NONE = new PrivacyLoss(BigDecimal.ZERO, BigDecimal.ZERO);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PrivacyLoss none() {
    return NONE;
  }

  @Override
  public PrivacyLoss read(byte[] bytes) {
    FieldReader fields = new FieldReader(bytes);
    PrivacyLoss loss = PrivacyLoss.of(fields.text(), fields.text());
    fields.end();
    return loss;
  }
}
