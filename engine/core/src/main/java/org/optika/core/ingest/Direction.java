package org.optika.core.ingest;

/** Who turned to whom in a contact. Names in tables are the lower-case constant names. */
public enum Direction {
  /** The company to the person, e.g. a mailing. */
  OUTBOUND,
  /** The person to the company, e.g. a complaint. */
  INBOUND
}
