package org.optika.evidence;

/** Something that the user has to mend; the message says what and how, in one line. */
public final class EvidenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EvidenceException(String message, Object... values) {
    super(values.length == 0 ? message : message.formatted(values));
  }
}
