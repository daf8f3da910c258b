package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.optika.core.scores.manifest.Hash;

/** Subtrees from the hashes of pages, and from leaves where they are smaller than a page. */
public final class PagedHashes implements SubtreeHashes {

  private record Subtree(int level, long index) {}

  private final MerkleHash merkle = new MerkleHash();
  private final List<Hash> pages;
  private final LongFunction<List<Hash>> leavesOfPage;
  private final Map<Subtree, Hash> known = new HashMap<>();

  /**
   * @param pages hashes of all complete pages
   * @param leavesOfPage hashes of the leaves of a page, as many as it has; asked once a page
   */
  public PagedHashes(List<Hash> pages, LongFunction<List<Hash>> leavesOfPage) {
    this.pages = List.copyOf(pages);
    this.leavesOfPage = leavesOfPage;
  }

  @Override
  public Hash of(int level, long index) {
    if (level == LogTree.PAGE_LEVEL) {
      require(
          index < pages.size(), "page %d is not among the %d complete ones", index, pages.size());
      return pages.get((int) index);
    }
    Subtree subtree = new Subtree(level, index);
    Hash hash = known.get(subtree);
    if (hash == null) {
      if (level == 0) {
        long page = index / LogTree.PAGE_LEAVES;
        load(page);
        hash = known.get(subtree);
        require(hash != null, "leaf %d is missing in the log", index);
      } else {
        hash =
            Hash.of(
                merkle.node(
                    of(level - 1, 2 * index).toArray(), of(level - 1, 2 * index + 1).toArray()));
        known.put(subtree, hash);
      }
    }
    return hash;
  }

  private void load(long page) {
    long index = page * LogTree.PAGE_LEAVES;
    for (Hash leaf : leavesOfPage.apply(page)) {
      known.put(new Subtree(0, index++), leaf);
    }
  }
}
