package org.optika.core.evidence.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a leaf says of its event: {@code SHA-256("optika-consent-leaf-1" || leaf || digest)}, the
 * number of the leaf in 8 bytes, big-endian, and the {@link RowDigest} of the event. Nobody without
 * the salt can tell which event it is, and the same event elsewhere in the log has another one. Not
 * thread-safe: one a task.
 */
public final class LeafCommitment {
  private static final byte[] FORM = "optika-consent-leaf-1".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest sha256 = MerkleHash.sha256();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  public byte[] of(long leaf, byte[] rowDigest) {
    sha256.update(FORM);
    sha256.update(number.putLong(0, leaf).array());
    return sha256.digest(rowDigest);
  }
}
