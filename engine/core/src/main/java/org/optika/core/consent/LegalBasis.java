package org.optika.core.consent;

import java.util.Locale;

/** On what ground a purpose may be pursued (GDPR 6(1)). */
public enum LegalBasis {
  CONSENT,
  LEGITIMATE_INTEREST,
  LEGAL_OBLIGATION,
  CONTRACT;

  /** True when the purpose is permitted without any record. */
  public boolean needsNoRecord() {
    return this == LEGAL_OBLIGATION || this == CONTRACT;
  }

  /** Name in config and tables, e.g. {@code legitimate_interest}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
