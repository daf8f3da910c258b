package org.optika.core.consent;

import java.util.Locale;

/**
 * What holds for one purpose at one instant. The code is the 4-bit value stored in {@code
 * permission.state}; codes are never reused.
 */
public enum ConsentState {
  UNKNOWN(0),
  CONSENT(1),
  LEGITIMATE_INTEREST(2),
  SOFT_OPT_IN(3),
  LEGAL_OBLIGATION(4),
  REFUSED(5),
  WITHDRAWN(6),
  EXPIRED(7),
  OBJECTED(8),
  REQUESTED(9),
  SUPERSEDED(10),
  NO_VALID_LIA(11),
  REVOKED(12),
  CONFLICT(13),
  MINOR_OR_SPECIAL(14),
  UNDECODABLE(15);

  private static final ConsentState[] BY_CODE = values();

  private final int code;

  ConsentState(int code) {
    this.code = code;
  }

  /** In [0, 15]. */
  public int code() {
    return code;
  }

  /** True for the states 1 to 4; every other state refuses. */
  public boolean permits() {
    return permits(code);
  }

  /** The same for a stored code. */
  public static boolean permits(int code) {
    return code >= 1 && code <= 4;
  }

  /**
   * True for states that close what came before them: refused, withdrawn, objected, revoked and
   * conflict. New consent opens activity after it, not before, unless the purpose reopens.
   */
  public boolean closes() {
    return closes(code);
  }

  /** The same for a stored code. */
  public static boolean closes(int code) {
    return code == 5 || code == 6 || code == 8 || code == 12 || code == 13;
  }

  /** Name in tables and reports, e.g. {@code no-valid-lia}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException when {@code code} is not in [0, 15]
   */
  public static ConsentState of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("consent state code must be in [0, 15], got " + code);
    }
    return BY_CODE[code];
  }
}
