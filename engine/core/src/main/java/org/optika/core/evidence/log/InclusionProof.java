package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.manifest.Hash;

/**
 * Proof that a leaf is in a log.
 *
 * @param index of the leaf, from 0
 * @param size leaves of the log
 * @param path hashes beside the way from the leaf to the root, from below
 */
public record InclusionProof(long index, long size, List<Hash> path) {

  /** No log has more levels. */
  static final int LONGEST_PATH = Long.SIZE;

  public InclusionProof {
    require(0 <= index && index < size, "expected a leaf in [0, %d), got %d", size, index);
    require(
        path.size() <= LONGEST_PATH,
        "a path has at most %d hashes, got %d",
        LONGEST_PATH,
        path.size());
    path = List.copyOf(path);
  }

  /** PATH(index, D[0:size]) of RFC 9162, section 2.1.3.1. */
  public static InclusionProof of(SubtreeHashes tree, long index, long size) {
    require(0 <= index && index < size, "expected a leaf in [0, %d), got %d", size, index);
    List<Hash> path = new ArrayList<>();
    collect(tree, index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  private static void collect(
      SubtreeHashes tree, long index, long begin, long end, List<Hash> path) {
    if (end - begin == 1) {
      return;
    }
    long middle = begin + SubtreeHashes.split(end - begin);
    if (index < middle) {
      collect(tree, index, begin, middle, path);
      path.add(tree.ofLeaves(middle, end));
    } else {
      collect(tree, index, middle, end, path);
      path.add(tree.ofLeaves(begin, middle));
    }
  }

  /** Whether it proves the leaf under the root; the steps of RFC 9162, section 2.1.3.2. */
  public boolean verifies(Hash leafHash, Hash root) {
    MerkleHash merkle = new MerkleHash();
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash.toArray();
    for (Hash beside : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = merkle.node(beside.toArray(), hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = merkle.node(hash, beside.toArray());
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Hash.of(hash).equals(root);
  }
}
