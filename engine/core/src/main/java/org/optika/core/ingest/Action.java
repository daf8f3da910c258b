package org.optika.core.ingest;

/** What happened, as a source reports it. Names in tables are the lower-case constant names. */
public enum Action {
  SHOWN,
  GIVEN,
  RENEWED,
  REFUSED,
  WITHDRAWN,
  OBJECTED,
  DEFERRED,
  EXPIRED,
  REVOKED,
  INVALIDATED,
  IMPORTED
}
