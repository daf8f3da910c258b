package org.optika.core.gate;

import java.util.Locale;

/** What a vendor is to the controller (GDPR 4(7), 4(8), 26). */
public enum VendorRole {
  PROCESSOR,
  JOINT_CONTROLLER,
  CONTROLLER;

  /** Name in config and reports, e.g. {@code joint_controller}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
