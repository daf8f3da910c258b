package org.optika.core.ingest;

import java.util.Locale;

/** What the rows of a source are about; each kind fills one silver table. */
public enum SourceKind {
  CONSENT,
  TOUCHPOINT,
  CONVERSION,
  CONTACT,
  CUSTOMER,
  CHANNEL_COST;

  /** Name in config. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Rows of every other kind are about a person. */
  public boolean namesSubjects() {
    return this != CHANNEL_COST;
  }
}
