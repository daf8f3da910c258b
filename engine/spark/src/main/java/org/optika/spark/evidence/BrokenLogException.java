package org.optika.spark.evidence;

/**
 * The consent log does not hang together, so nothing is appended to it and nothing proven from it.
 */
public final class BrokenLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenLogException(String message, Object... arguments) {
    super(
        message.formatted(arguments)
            + ". 'optika log verify' names what was changed; restore consent_log and consent_log_head from the version before, or from a copy.");
  }
}
