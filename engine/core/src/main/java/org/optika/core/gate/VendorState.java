package org.optika.core.gate;

import java.util.Locale;

/**
 * What the registers say of one vendor and one purpose at one instant. The code has 4 bits, as that
 * of a {@link org.optika.core.consent.ConsentState}.
 */
public enum VendorState {
  /** Nothing speaks against the purpose. */
  OPEN,
  /** No entry in the register of vendors at that instant. */
  VENDOR_NOT_REGISTERED,
  /** Registered for other purposes. */
  VENDOR_NOT_FOR_PURPOSE,
  /** In a third country, and nothing that a systematic transfer could rest on. */
  NO_VALID_TRANSFER;

  private static final VendorState[] ALL = values();

  /** In [0, 15]; 0 is {@link #OPEN}. */
  int code() {
    return ordinal();
  }

  /** Whether a code is that of a state that refuses. */
  static boolean closes(int code) {
    return code > OPEN.code() && code < ALL.length;
  }

  static VendorState of(int code) {
    return ALL[code];
  }

  /** Name in tables and reports, e.g. {@code no-valid-transfer}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
