package org.optika.sample;

/** What a consent record says about one purpose. */
enum Action {
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
