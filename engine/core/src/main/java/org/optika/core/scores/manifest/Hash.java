package org.optika.core.scores.manifest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** 32 bytes as a value, ordered as unsigned numbers. */
public final class Hash implements Comparable<Hash>, Serializable {
  private static final long serialVersionUID = 1L;

  public static final int BYTES = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException when these are not 32 bytes
   */
  public static Hash of(byte[] bytes) {
    require(bytes.length == BYTES, "a hash has %d bytes, got %d", BYTES, bytes.length);
    return new Hash(bytes.clone());
  }

  /**
   * @throws IllegalArgumentException when these are not 64 hex digits
   */
  public static Hash ofHex(String hex) {
    require(hex.length() == 2 * BYTES, "a hash has 64 hex digits, got %d characters", hex.length());
    return new Hash(HexFormat.of().parseHex(hex));
  }

  /** A new SHA-256. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }

  /** What the digest has come to. */
  static Hash of(MessageDigest sha256) {
    return new Hash(sha256.digest());
  }

  void addTo(MessageDigest sha256) {
    sha256.update(bytes);
  }

  /** The first bits as a number; 0 when {@code bits} is 0, at most 31 of them. */
  int prefix(int bits) {
    int first = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16;
    first |= (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    return bits == 0 ? 0 : first >>> (Integer.SIZE - bits);
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
