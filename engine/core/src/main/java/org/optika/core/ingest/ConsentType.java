package org.optika.core.ingest;

/** How clearly the person spoke. Minors and special categories need {@link #EXPLICIT} (R22). */
public enum ConsentType {
  EXPLICIT,
  EXPRESSED,
  IMPLIED
}
