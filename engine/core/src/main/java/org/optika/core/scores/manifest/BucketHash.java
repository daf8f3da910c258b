package org.optika.core.scores.manifest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.TreeSet;

/**
 * The hash of a bucket: {@code SHA-256(0x01 || number of leaves in 4 bytes, big-endian || leaves,
 * ascending)}.
 */
public final class BucketHash {
  static final byte DOMAIN = 1;

  /** Of a bucket without leaves. */
  public static final Hash EMPTY = of(new TreeSet<>());

  private BucketHash() {}

  /**
   * @param leaves of one bucket, in any order; a leaf that comes twice counts once
   */
  public static Hash of(Collection<Hash> leaves) {
    TreeSet<Hash> ascending = new TreeSet<>(leaves);
    MessageDigest sha256 = Hash.sha256();
    sha256.update(DOMAIN);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(ascending.size()).array());
    ascending.forEach(leaf -> leaf.addTo(sha256));
    return Hash.of(sha256);
  }
}
