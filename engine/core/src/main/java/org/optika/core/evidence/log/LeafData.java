package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.optika.core.scores.manifest.Hash;

/**
 * The bytes of a leaf, which {@link MerkleHash#leaf} hashes: the form (1), the kind (1 event, 2
 * erased), then the 32 bytes of the commitment, or the number of the erased leaf in 8 bytes,
 * big-endian.
 */
public final class LeafData {
  private static final byte FORM = 1;
  private static final byte EVENT = 1;
  private static final byte ERASED = 2;
  private static final int PREFIX = 2;

  private LeafData() {}

  /**
   * @param commitment of {@link LeafCommitment}
   */
  public static byte[] event(byte[] commitment) {
    require(
        commitment.length == Hash.BYTES,
        "a commitment has %d bytes, got %d",
        Hash.BYTES,
        commitment.length);
    return ByteBuffer.allocate(PREFIX + Hash.BYTES).put(FORM).put(EVENT).put(commitment).array();
  }

  /**
   * @param leaf whose event was erased
   */
  public static byte[] erased(long leaf) {
    return ByteBuffer.allocate(PREFIX + Long.BYTES).put(FORM).put(ERASED).putLong(leaf).array();
  }

  /**
   * Bytes of a row of the log as it was found.
   *
   * @param erases negative when it names no leaf
   * @param commitment empty when it has none
   * @return no bytes, which no leaf has, when Optika writes no such row
   */
  public static byte[] of(String kind, long erases, byte[] commitment) {
    Optional<LeafKind> found = LeafKind.find(kind);
    if (found.equals(Optional.of(LeafKind.EVENT)) && commitment.length == Hash.BYTES) {
      return event(commitment);
    }
    return found.equals(Optional.of(LeafKind.ERASED)) && erases >= 0 ? erased(erases) : new byte[0];
  }
}
