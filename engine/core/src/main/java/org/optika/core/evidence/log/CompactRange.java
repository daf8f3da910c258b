package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.scores.manifest.Hash;

/**
 * A run of leaves {@code [begin, end)} as the hashes of the largest aligned subtrees that it is
 * made of; so many as its length has bits, about twice. Runs that meet can be joined, so that parts
 * of a log are hashed wherever their leaves are. A subtree of level k is aligned when it begins at
 * a multiple of 2^k. Grows at its end; not thread-safe.
 */
public final class CompactRange implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A subtree of 2^level leaves. */
  private record Node(int level, byte[] hash) implements Serializable {
    long leaves() {
      return 1L << level;
    }
  }

  private final long begin;
  private long end;
  private final ArrayList<Node> nodes = new ArrayList<>();

  private CompactRange(long begin) {
    this.begin = begin;
    this.end = begin;
  }

  public static CompactRange empty(long begin) {
    require(begin >= 0, "leaves count from 0, got %d", begin);
    return new CompactRange(begin);
  }

  /**
   * The range {@code [0, end)} from what {@link #hashes} has said of it.
   *
   * @throws IllegalArgumentException when there are more or fewer hashes than such a range has
   */
  public static CompactRange of(long end, List<Hash> hashes) {
    require(end >= 0, "a log has 0 or more leaves, got %d", end);
    require(
        hashes.size() == Long.bitCount(end),
        "%d leaves from 0 on make %d subtrees, got %d",
        end,
        Long.bitCount(end),
        hashes.size());
    CompactRange range = new CompactRange(0);
    long left = end;
    for (Hash hash : hashes) {
      int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(left);
      range.nodes.add(new Node(level, hash.toArray()));
      left -= 1L << level;
    }
    range.end = end;
    return range;
  }

  /** The same leaves as if they began elsewhere, at a place where their subtrees are aligned. */
  CompactRange movedTo(long newBegin) {
    CompactRange moved = new CompactRange(newBegin);
    moved.nodes.addAll(nodes);
    moved.end = newBegin + end - begin;
    return moved;
  }

  public long begin() {
    return begin;
  }

  /** The leaf after the last one. */
  public long end() {
    return end;
  }

  public void append(byte[] leafHash, MerkleHash merkle) {
    push(new Node(0, leafHash), merkle);
  }

  /**
   * @throws IllegalArgumentException when {@code next} does not begin where this range ends
   */
  public void append(CompactRange next, MerkleHash merkle) {
    require(next.begin == end, "a range that begins at leaf %d is needed, got %d", end, next.begin);
    next.nodes.forEach(node -> push(node, merkle));
  }

  private void push(Node pushed, MerkleHash merkle) {
    Node node = pushed;
    long start = end;
    end += node.leaves();
    while (!nodes.isEmpty()) {
      Node before = nodes.get(nodes.size() - 1);
      boolean isLeftChild = (start - before.leaves() & before.leaves()) == 0;
      if (before.level() != node.level() || !isLeftChild) {
        break;
      }
      nodes.remove(nodes.size() - 1);
      start -= before.leaves();
      node = new Node(node.level() + 1, merkle.node(before.hash(), node.hash()));
    }
    nodes.add(node);
  }

  /** Hashes of the subtrees, from the left. */
  public List<Hash> hashes() {
    return nodes.stream().map(node -> Hash.of(node.hash())).toList();
  }

  /** The hash of the range when it is one aligned subtree of 2^level leaves. */
  Optional<Hash> subtree(int level) {
    return nodes.size() == 1 && nodes.get(0).level() == level
        ? Optional.of(Hash.of(nodes.get(0).hash()))
        : Optional.empty();
  }

  /**
   * Root of the log that these leaves are.
   *
   * @throws IllegalArgumentException when the range does not begin at leaf 0
   */
  public Hash root(MerkleHash merkle) {
    require(begin == 0, "a root needs all leaves from 0 on, got those from %d on", begin);
    if (nodes.isEmpty()) {
      return Hash.of(merkle.emptyTree());
    }
    byte[] hash = nodes.get(nodes.size() - 1).hash();
    for (int i = nodes.size() - 2; i >= 0; i--) {
      hash = merkle.node(nodes.get(i).hash(), hash);
    }
    return Hash.of(hash);
  }
}
