package org.optika.core.evidence.audit;

import java.util.Locale;

/** What a capture shows of a device. */
public enum ObservationKind {
  /** A response that sets a cookie. */
  COOKIE_SET,
  /** A request that carries a cookie: somebody reads it. */
  COOKIE_READ,
  /** A request to a host. */
  REQUEST,
  /** Something in the storage of the browser or app. */
  STORAGE;

  /** Name in files and reports, kebab-case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
