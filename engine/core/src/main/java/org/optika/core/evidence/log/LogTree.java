package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.manifest.Hash;

/**
 * A log that grows, kept as its {@link CompactRange} and the hashes of its pages. A page is an
 * aligned run of {@value #PAGE_LEAVES} leaves; pages are what proofs are made from, so that one
 * proof reads one page, and they tell where a log was changed. Not thread-safe.
 */
public final class LogTree {
  public static final int PAGE_LEVEL = 10;
  public static final int PAGE_LEAVES = 1 << PAGE_LEVEL;

  private final MerkleHash merkle = new MerkleHash();
  private final CompactRange leaves;
  private final long firstPage;
  private final List<Hash> pages = new ArrayList<>();
  private CompactRange page;

  private LogTree(CompactRange leaves, CompactRange page) {
    this.leaves = leaves;
    this.page = page;
    this.firstPage = page.begin() / PAGE_LEAVES;
  }

  public static LogTree empty() {
    return new LogTree(CompactRange.empty(0), CompactRange.empty(0));
  }

  /**
   * A log that goes on after some leaves.
   *
   * @param size leaves so far
   * @param hashes what {@link #hashes} has said of them
   */
  public static LogTree after(long size, List<Hash> hashes) {
    // The subtrees below a page are the leaves of the page that is open.
    long open = size % PAGE_LEAVES;
    int whole = hashes.size() - Long.bitCount(open);
    CompactRange page = CompactRange.empty(size - open);
    CompactRange leaves = CompactRange.of(size, hashes);
    CompactRange ofPage = CompactRange.of(open, hashes.subList(whole, hashes.size()));
    page.append(ofPage.movedTo(size - open), new MerkleHash());
    return new LogTree(leaves, page);
  }

  /** Leaf before which the next part has to be cut, when the log has {@code size} leaves. */
  public static long endOfPage(long size) {
    return (size / PAGE_LEAVES + 1) * PAGE_LEAVES;
  }

  /**
   * @param part begins at {@link #size} and lies in one page
   */
  public void append(CompactRange part) {
    require(
        part.end() <= endOfPage(part.begin()),
        "a part lies in one page, got leaves %d to %d",
        part.begin(),
        part.end() - 1);
    leaves.append(part, merkle);
    page.append(part, merkle);
    page.subtree(PAGE_LEVEL)
        .ifPresent(
            hash -> {
              pages.add(hash);
              page = CompactRange.empty(size());
            });
  }

  public long size() {
    return leaves.end();
  }

  public Hash root() {
    return leaves.root(merkle);
  }

  /** Hashes of the subtrees that the log is made of, from the left. */
  public List<Hash> hashes() {
    return leaves.hashes();
  }

  /** Place of the first of {@link #pages}. */
  public long firstPage() {
    return firstPage;
  }

  /** Hashes of the pages that were completed since this object was made. */
  public List<Hash> pages() {
    return List.copyOf(pages);
  }
}
