package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.manifest.Hash;

/**
 * Proof that a log has only been appended to between two sizes.
 *
 * @param earlier leaves of the log then
 * @param later leaves of the log afterwards, as many or more
 * @param path hashes in the order of RFC 9162; none when the sizes are equal or {@code earlier} is
 *     0
 */
public record ConsistencyProof(long earlier, long later, List<Hash> path) {
  public ConsistencyProof {
    require(
        0 <= earlier && earlier <= later,
        "expected sizes of which the second is not smaller, got %d and %d",
        earlier,
        later);
    require(
        path.size() <= InclusionProof.LONGEST_PATH + 1,
        "a path has at most %d hashes, got %d",
        InclusionProof.LONGEST_PATH + 1,
        path.size());
    path = List.copyOf(path);
  }

  /** PROOF(earlier, D[0:later]) of RFC 9162, section 2.1.4.1. */
  public static ConsistencyProof of(SubtreeHashes tree, long earlier, long later) {
    List<Hash> path = new ArrayList<>();
    if (0 < earlier && earlier < later) {
      collect(tree, earlier, 0, later, true, path);
    }
    return new ConsistencyProof(earlier, later, path);
  }

  /**
   * SUBPROOF of the RFC.
   *
   * @param known the earlier root is the hash of these leaves, up to {@code earlier}
   */
  private static void collect(
      SubtreeHashes tree, long earlier, long begin, long end, boolean known, List<Hash> path) {
    if (earlier == end) {
      if (!known) {
        path.add(tree.ofLeaves(begin, end));
      }
      return;
    }
    long middle = begin + SubtreeHashes.split(end - begin);
    if (earlier <= middle) {
      collect(tree, earlier, begin, middle, known, path);
      path.add(tree.ofLeaves(middle, end));
    } else {
      collect(tree, earlier, middle, end, false, path);
      path.add(tree.ofLeaves(begin, middle));
    }
  }

  /** Whether both roots are of one log; the steps of RFC 9162, section 2.1.4.2. */
  public boolean verifies(Hash earlierRoot, Hash laterRoot) {
    if (earlier == later) {
      return path.isEmpty() && earlierRoot.equals(laterRoot);
    }
    if (earlier == 0) {
      return path.isEmpty() && earlierRoot.equals(CompactRange.empty(0).root(new MerkleHash()));
    }
    if (path.isEmpty()) {
      return false;
    }
    List<Hash> hashes = new ArrayList<>(path);
    if (Long.bitCount(earlier) == 1) {
      hashes.add(0, earlierRoot);
    }
    return leadToBoth(hashes, earlierRoot, laterRoot);
  }

  private boolean leadToBoth(List<Hash> hashes, Hash earlierRoot, Hash laterRoot) {
    MerkleHash merkle = new MerkleHash();
    int level = Long.numberOfTrailingZeros(earlier);
    long node = earlier - 1 >> level;
    long last = later - 1 >> level;
    byte[] toEarlier = hashes.get(0).toArray();
    byte[] toLater = toEarlier;
    for (Hash beside : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        toEarlier = merkle.node(beside.toArray(), toEarlier);
        toLater = merkle.node(beside.toArray(), toLater);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        toLater = merkle.node(toLater, beside.toArray());
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0
        && Hash.of(toEarlier).equals(earlierRoot)
        && Hash.of(toLater).equals(laterRoot);
  }
}
