package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * The secret under which identifiers become pseudonyms. Whoever has it can test a guess, so it is
 * never printed: its text form names the epoch only.
 */
public final class PseudonymKey implements Serializable {
  private static final long serialVersionUID = 1L;

  /** HMAC-SHA-256 is as strong as its key up to 32 bytes (RFC 2104, section 3). */
  public static final int SHORTEST_BYTES = 32;

  private final byte[] secret;
  private final int epoch;

  /**
   * @param secret at least 32 bytes
   * @param epoch counts the keys; a new key makes new pseudonyms
   */
  public PseudonymKey(byte[] secret, int epoch) {
    require(
        secret.length >= SHORTEST_BYTES,
        "the pseudonymisation key must have at least %s bytes, got %s",
        SHORTEST_BYTES,
        secret.length);
    require(epoch >= 1, "key epoch must be >= 1, got %s", epoch);
    this.secret = secret.clone();
    this.epoch = epoch;
  }

  byte[] secret() {
    return secret;
  }

  public int epoch() {
    return epoch;
  }

  @Override
  public String toString() {
    return "PseudonymKey[epoch=" + epoch + "]";
  }
}
