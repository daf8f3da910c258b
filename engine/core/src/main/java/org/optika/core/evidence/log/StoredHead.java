package org.optika.core.evidence.log;

import java.util.List;
import org.optika.core.scores.manifest.Hash;

/**
 * What an append has said of the log, as it was found.
 *
 * @param size leaves after it
 * @param root over them
 * @param hashes subtrees that they are made of, see {@link CompactRange#hashes}
 * @param firstPage place of the first of {@code pages}
 * @param pages hashes of the pages that it has completed
 */
public record StoredHead(
    long size, Hash root, List<Hash> hashes, long firstPage, List<Hash> pages) {
  public StoredHead {
    hashes = List.copyOf(hashes);
    pages = List.copyOf(pages);
  }

  /** The head that a log has after an append. */
  public static StoredHead of(LogTree tree) {
    return new StoredHead(tree.size(), tree.root(), tree.hashes(), tree.firstPage(), tree.pages());
  }

  /** Whether the root is the one that the subtrees have. */
  public boolean agrees() {
    return size >= 0
        && hashes.size() == Long.bitCount(size)
        && CompactRange.of(size, hashes).root(new MerkleHash()).equals(root);
  }
}
