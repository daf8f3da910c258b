package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The secret of one release, from which all its noise is derived. Whoever has it can subtract the
 * noise, so it is never printed, is used for one snapshot only, and is destroyed as soon as the
 * noisy table is committed.
 *
 * <p>The same key and context give the same bits on every machine and in every attempt: a task that
 * runs twice draws its noise once. Serializable, as tasks need it; whatever carries it must be as
 * secret as the exact figures. Destruction has the contract of {@code
 * javax.security.auth.Destroyable}.
 */
public final class ReleaseKey implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As strong as the hash: HMAC-SHA-256 gains nothing from more (RFC 2104, section 3). */
  public static final int BYTES = 32;

  private final byte[] secret;
  private boolean destroyed;

  /**
   * @param secret 32 bytes from a cryptographic generator; copied, the caller zeroes its own
   */
  public ReleaseKey(byte[] secret) {
    require(secret.length == BYTES, "a release key has %s bytes, got %s", BYTES, secret.length);
    this.secret = secret.clone();
  }

  /**
   * The bits for one context, from the first on.
   *
   * @throws IllegalStateException if the key is destroyed
   */
  public synchronized BitSource bits(DrawContext context) {
    if (destroyed) {
      throw new IllegalStateException(
          "the release key is destroyed: its release is over, and a new one needs a new key");
    }
    return KeyedBits.of(secret, context);
  }

  /**
   * Overwrites the secret. Streams handed out before go on; copies that the JDK made of it inside
   * of a {@code Mac} last until they are collected.
   */
  public synchronized void destroy() {
    Arrays.fill(secret, (byte) 0);
    destroyed = true;
  }

  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "ReleaseKey[secret]";
  }
}
