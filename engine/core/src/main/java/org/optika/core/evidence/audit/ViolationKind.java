package org.optika.core.evidence.audit;

import java.util.Locale;

/** In which way a device has done what was not permitted. */
public enum ViolationKind {
  /** A cookie or an item in the storage was set. */
  SET_WITHOUT_PERMISSION,
  /** A cookie was sent although the person had withdrawn consent or objected. */
  READ_AFTER_WITHDRAWAL,
  /** A cookie was sent, or a host was called. */
  SENT_WITHOUT_PERMISSION;

  /** Name in reports, kebab-case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
