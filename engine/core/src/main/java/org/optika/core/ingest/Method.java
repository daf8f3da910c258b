package org.optika.core.ingest;

/** How the choice was made. Names in tables are the lower-case constant names. */
public enum Method {
  ACCEPT_ALL,
  SAVE,
  REJECT_ALL,
  DISMISS,
  GPC,
  DOI_REQUEST,
  DOI_CONFIRM,
  PAPER,
  CALL,
  API
}
