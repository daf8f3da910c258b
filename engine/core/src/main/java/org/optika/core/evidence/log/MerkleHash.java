package org.optika.core.evidence.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of a Merkle tree: a leaf is {@code SHA-256(0x00 || data)}, a node is {@code
 * SHA-256(0x01 || left || right)}, the empty tree is {@code SHA-256()}. Source: RFC 9162, section
 * 2.1.1. Not thread-safe: one a task.
 */
public final class MerkleHash {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256 = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }

  public byte[] leaf(byte[] data) {
    sha256.update(LEAF);
    return sha256.digest(data);
  }

  byte[] node(byte[] left, byte[] right) {
    sha256.update(NODE);
    sha256.update(left);
    return sha256.digest(right);
  }

  byte[] emptyTree() {
    return sha256.digest();
  }
}
