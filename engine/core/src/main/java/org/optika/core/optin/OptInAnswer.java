package org.optika.core.optin;

/** What a showing brought for one purpose. */
public enum OptInAnswer {
  YES,
  NO,
  /** No choice was made while the notice was open. */
  NONE
}
