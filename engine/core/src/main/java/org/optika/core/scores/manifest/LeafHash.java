package org.optika.core.scores.manifest;

import static org.optika.core.Checks.require;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The leaf of a person: {@code SHA-256(0x00 || "optika-training-set" || salt || key)}, the key as
 * its 64 characters.
 *
 * <p>The salt differs from manifest to manifest and is public: leaves of two manifests cannot be
 * matched without the keys. Keys are keyed hashes themselves, so that nobody can try identifiers.
 * Not thread-safe: one a task.
 */
public final class LeafHash {
  static final byte DOMAIN = 0;

  private static final byte[] NAME = "optika-training-set".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_CHARACTERS = 64;

  private final MessageDigest sha256 = Hash.sha256();
  private final Hash salt;

  public LeafHash(Hash salt) {
    this.salt = salt;
  }

  /**
   * @param subjectKey 64 lower-case hex digits
   * @throws IllegalArgumentException when it is not; the message does not repeat it
   */
  public Hash of(String subjectKey) {
    require(
        isKey(subjectKey),
        "a subject key has 64 lower-case hex digits; this one, of %d characters, has not",
        subjectKey.length());
    sha256.update(DOMAIN);
    sha256.update(NAME);
    salt.addTo(sha256);
    sha256.update(subjectKey.getBytes(StandardCharsets.US_ASCII));
    return Hash.of(sha256);
  }

  private static boolean isKey(String text) {
    return text.length() == KEY_CHARACTERS
        && text.chars().allMatch(c -> '0' <= c && c <= '9' || 'a' <= c && c <= 'f');
  }
}
