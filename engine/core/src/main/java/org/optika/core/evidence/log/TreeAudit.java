package org.optika.core.evidence.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.optika.core.evidence.log.Finding.Kind;
import org.optika.core.scores.manifest.Hash;

/**
 * Whether the leaves of a log are those that its heads were made of. A change is told to the leaves
 * that one page and one append have in common; what comes after is compared on its own.
 */
public final class TreeAudit {
  private enum State {
    GOOD,
    CHANGED,
    /** Leaves are missing. */
    UNKNOWN
  }

  /** Leaves that one append has added. */
  private record Added(long first, long last, State state) {}

  private final MerkleHash merkle = new MerkleHash();
  private final List<StoredHead> heads;
  private final Optional<LogHead> given;
  private final Map<Long, List<Hash>> pagesOfHeads = new TreeMap<>();
  private final TreeMap<Long, State> pages = new TreeMap<>();
  private final List<Added> appends = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /** All leaves up to {@link #end}; after a change those that the last head says. */
  private CompactRange leaves = CompactRange.empty(0);

  private CompactRange page = CompactRange.empty(0);

  /** Whether leaves are missing since the last head. */
  private boolean gap;

  private long end;
  private long lastHead;
  private int nextHead;

  /**
   * @param heads of the log, in any order
   * @param given one that was kept elsewhere
   */
  public TreeAudit(List<StoredHead> heads, Optional<LogHead> given) {
    this.given = given;
    List<StoredHead> sound = new ArrayList<>();
    for (StoredHead head : heads) {
      if (head.agrees()) {
        sound.add(head);
        long number = head.firstPage();
        for (Hash hash : head.pages()) {
          pagesOfHeads.computeIfAbsent(number++, first -> new ArrayList<>()).add(hash);
        }
      } else {
        findings.add(
            Finding.leaves(
                Kind.HEAD_EDITED,
                0,
                head.size() - 1,
                "the head of %d leaves was edited: its root is not that of its subtrees",
                head.size()));
      }
    }
    sound.sort(Comparator.comparingLong(StoredHead::size));
    this.heads = List.copyOf(sound);
    compareGiven();
  }

  /** Leaves before which parts have to be cut, ascending, beside each {@link LogTree#endOfPage}. */
  public long[] cuts() {
    TreeSet<Long> cuts = new TreeSet<>();
    heads.forEach(head -> cuts.add(head.size()));
    given.ifPresent(head -> cuts.add(head.size()));
    return cuts.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * @param part the next leaves, in ascending order
   */
  public void add(CompactRange part) {
    if (part.begin() < end) {
      twice(part.begin(), part.end() - 1);
      return;
    }
    if (part.begin() > end) {
      skipTo(part.begin());
    }
    if (!gap) {
      leaves.append(part, merkle);
    }
    if (part.begin() % LogTree.PAGE_LEAVES == 0) {
      page = CompactRange.empty(part.begin());
    }
    if (page.end() == part.begin()) {
      page.append(part, merkle);
      page.subtree(LogTree.PAGE_LEVEL).ifPresent(this::comparePage);
    }
    end = part.end();
    reachHeads();
  }

  /** A leaf that stands in the log more than once. */
  public void twice(long first, long last) {
    findings.add(
        Finding.leaves(
            Kind.LEAF_TWICE, first, last, "leaves %d to %d stand twice in the log", first, last));
  }

  private void skipTo(long next) {
    findings.add(
        Finding.leaves(
            Kind.LEAVES_MISSING,
            end,
            next - 1,
            "leaves %d to %d are missing in the log",
            end,
            next - 1));
    gap = true;
    while (nextHead < heads.size() && heads.get(nextHead).size() <= next) {
      StoredHead head = heads.get(nextHead++);
      pass(head, State.UNKNOWN);
      gap = head.size() < next;
    }
    end = next;
  }

  private void comparePage(Hash hash) {
    long number = page.begin() / LogTree.PAGE_LEAVES;
    List<Hash> expected = pagesOfHeads.getOrDefault(number, List.of());
    if (!expected.isEmpty()) {
      boolean good = expected.stream().allMatch(hash::equals);
      pages.put(number, good ? State.GOOD : State.CHANGED);
    }
  }

  private void reachHeads() {
    compareGiven();
    while (nextHead < heads.size() && heads.get(nextHead).size() <= end) {
      StoredHead head = heads.get(nextHead++);
      if (gap || head.size() < end) {
        pass(head, State.UNKNOWN);
      } else {
        pass(head, leaves.root(merkle).equals(head.root()) ? State.GOOD : State.CHANGED);
      }
    }
  }

  /** Goes on from what the head says, so that a change is told once. */
  private void pass(StoredHead head, State state) {
    if (head.size() > lastHead) {
      appends.add(new Added(lastHead, head.size() - 1, state));
    }
    leaves = CompactRange.of(head.size(), head.hashes());
    gap = false;
    lastHead = head.size();
  }

  private void compareGiven() {
    given
        .filter(head -> head.size() == end && !gap)
        .filter(head -> !leaves.root(merkle).equals(head.root()))
        .ifPresent(
            head ->
                findings.add(
                    Finding.leaves(
                        Kind.HEAD_DIFFERS,
                        0,
                        head.size() - 1,
                        "the log does not continue the head %s: its first %d leaves have another root",
                        head.text(),
                        head.size())));
  }

  /** Leaves in a page and an append of which one has changed, and neither is good. */
  private List<Finding> changed() {
    List<Finding> changed = new ArrayList<>();
    long first = 0;
    long last = -1;
    for (Added append : appends) {
      if (append.state() == State.GOOD) {
        continue;
      }
      for (long at = append.first(); at <= append.last(); at = next(at, append)) {
        if (isChanged(at, append)) {
          if (at != last + 1) {
            addChanged(first, last, changed);
            first = at;
          }
          last = Math.min(append.last(), LogTree.endOfPage(at) - 1);
        }
      }
    }
    addChanged(first, last, changed);
    return changed;
  }

  private boolean isChanged(long leaf, Added append) {
    State ofPage = pages.getOrDefault(leaf / LogTree.PAGE_LEAVES, State.UNKNOWN);
    return ofPage == State.CHANGED || append.state() == State.CHANGED && ofPage == State.UNKNOWN;
  }

  /** The next leaf to look at; where leaves are missing there may be endlessly many pages. */
  private long next(long leaf, Added append) {
    if (append.state() == State.CHANGED) {
      return LogTree.endOfPage(leaf);
    }
    Long page = pages.higherKey(leaf / LogTree.PAGE_LEAVES);
    return page == null ? Long.MAX_VALUE : page * LogTree.PAGE_LEAVES;
  }

  private static void addChanged(long first, long last, List<Finding> changed) {
    if (first <= last) {
      changed.add(
          Finding.leaves(
              Kind.LEAVES_CHANGED,
              first,
              last,
              "leaves %d to %d of the log are not those that were logged",
              first,
              last));
    }
  }

  /** Empty when there is nothing to complain about. */
  public List<Finding> findings() {
    long size = heads.isEmpty() ? 0 : heads.get(heads.size() - 1).size();
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(changed());
    if (end < size) {
      all.add(
          Finding.leaves(
              Kind.LEAVES_MISSING,
              end,
              size - 1,
              "leaves %d to %d are missing in the log",
              end,
              size - 1));
    } else if (end > size) {
      all.add(
          Finding.leaves(
              Kind.HEAD_MISSING,
              size,
              end - 1,
              "leaves %d to %d are under no head; when an ingest was stopped, the next one writes it",
              size,
              end - 1));
    }
    given
        .filter(head -> head.size() > end)
        .ifPresent(
            head ->
                all.add(
                    Finding.leaves(
                        Kind.HEAD_DIFFERS,
                        end,
                        head.size() - 1,
                        "the log does not continue the head %s: it has %d leaves only",
                        head.text(),
                        end)));
    return List.copyOf(all);
  }
}
