package org.optika.core.gate;

import java.util.Locale;

/** On what a transfer of personal data to a third country rests (GDPR 45, 46, 47, 49). */
public enum TransferMechanism {
  /** A decision of the Commission that covers the recipient. */
  ADEQUACY,
  /** Standard contractual clauses. */
  SCC,
  /** Binding corporate rules. */
  BCR,
  /** For single occasions: never opens a transfer that is made again and again. */
  DEROGATION;

  /** True when the transfer has to be assessed before it may begin (CJEU C-311/18). */
  public boolean needsAssessment() {
    return this == SCC || this == BCR;
  }

  /** Name in config and reports, e.g. {@code scc}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
