package org.optika.core.evidence.log;

import org.optika.core.scores.manifest.Hash;

/** What proofs are made from. */
public interface SubtreeHashes {

  /**
   * Hash of the complete subtree over the leaves {@code [index * 2^level, (index + 1) * 2^level)}.
   */
  Hash of(int level, long index);

  /** Hash of the tree over the leaves {@code [begin, end)}, of which there is one at least. */
  default Hash ofLeaves(long begin, long end) {
    MerkleHash merkle = new MerkleHash();
    Hash hash = null;
    long left = end;
    // From the right: the smallest subtree comes last, and each further one is twice as large.
    while (left > begin) {
      long largest = Long.lowestOneBit(left - begin);
      int level = Long.numberOfTrailingZeros(largest);
      Hash subtree = of(level, (left - largest) >> level);
      hash = hash == null ? subtree : Hash.of(merkle.node(subtree.toArray(), hash.toArray()));
      left -= largest;
    }
    if (hash == null) {
      throw new IllegalArgumentException(
          "a tree needs a leaf, got those from %d up to %d".formatted(begin, end));
    }
    return hash;
  }

  /** The largest power of two below {@code leaves}, which is 2 or more. */
  static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
