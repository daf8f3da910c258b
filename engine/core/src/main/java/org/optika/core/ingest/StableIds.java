package org.optika.core.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that depend on content only, so that the same row gets the same id in every run: SHA-256 over
 * the parts, each led by its length, so that no two lists of parts run together. Not thread-safe.
 */
public final class StableIds {
  private final MessageDigest sha256;

  public StableIds() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }

  /** 63 bits, >= 0. A part may be null, which differs from an empty one. */
  public long number(String... parts) {
    return first63Bits(digest(parts));
  }

  /** 128 bits as 32 hex digits. A part may be null, which differs from an empty one. */
  public String text(String... parts) {
    return HexFormat.of().formatHex(digest(parts), 0, 16);
  }

  /** The first 63 bits of a hash, >= 0. */
  public static long first63Bits(byte[] hash) {
    return ByteBuffer.wrap(hash).getLong() >>> 1;
  }

  private byte[] digest(String... parts) {
    for (String part : parts) {
      if (part == null) {
        length(-1);
      } else {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        sha256.update(bytes);
      }
    }
    return sha256.digest();
  }

  private void length(int length) {
    sha256.update((byte) (length >>> 24));
    sha256.update((byte) (length >>> 16));
    sha256.update((byte) (length >>> 8));
    sha256.update((byte) length);
  }
}
