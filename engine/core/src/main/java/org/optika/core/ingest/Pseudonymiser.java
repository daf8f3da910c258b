package org.optika.core.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns identifiers into pseudonyms. Not thread-safe: one a task. */
public interface Pseudonymiser {

  /**
   * @param normalised the identifier as {@link IdentifierType#normalise} leaves it, not empty
   */
  Pseudonym of(IdentifierType type, String normalised);

  /**
   * HMAC-SHA-256 (RFC 2104) over {@code type:identifier} in UTF-8: without the key nobody can tell
   * whose pseudonym it is, nor test a guess.
   */
  static Pseudonymiser keyed(PseudonymKey key) {
    Mac mac;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("this JDK lacks HmacSHA256", impossible);
    }
    return (type, normalised) -> {
      byte[] hash = mac.doFinal((type.id() + ":" + normalised).getBytes(StandardCharsets.UTF_8));
      return new Pseudonym(
          StableIds.first63Bits(hash), ByteBuffer.wrap(hash, 8, 8).getLong(), hash, type);
    };
  }
}
