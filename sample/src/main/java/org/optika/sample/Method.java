package org.optika.sample;

/** How the choice was made. */
enum Method {
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
