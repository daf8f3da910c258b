package org.optika.core.evidence.log;

import java.util.Arrays;
import java.util.Optional;
import org.optika.core.scores.manifest.Hash;

/** Compares a leaf with the row that it stands for. Not thread-safe: one a task. */
public final class LeafCheck {
  /** No log has more leaves; a number beyond was put there by somebody else. */
  public static final long LAST_LEAF = 1L << 60;

  private final LeafCommitment commitment = new LeafCommitment();

  /**
   * @param erased whether an erased leaf names this one
   * @param row the row of consent_event with the event id of the leaf; empty when there is none
   * @param rowDigest of that row with the salt of the leaf; empty when one of them is missing
   */
  public LeafVerdict ofEvent(
      StoredLeaf leaf, boolean erased, Optional<EventName> row, Optional<byte[]> rowDigest) {
    boolean wellFormed =
        leaf.is(LeafKind.EVENT)
            && 0 <= leaf.index()
            && leaf.index() <= LAST_LEAF
            && leaf.commitment().filter(bytes -> bytes.toArray().length == Hash.BYTES).isPresent();
    if (!wellFormed) {
      return LeafVerdict.BAD_LEAF;
    }
    if (erased) {
      boolean forgotten =
          leaf.salt().isEmpty() && row.isEmpty() && leaf.event().eventId().isEmpty();
      return forgotten ? LeafVerdict.ERASED : LeafVerdict.ERASURE_UNFINISHED;
    }
    if (leaf.salt().isEmpty()) {
      return LeafVerdict.SALT_GONE;
    }
    if (row.isEmpty()) {
      return LeafVerdict.REMOVED;
    }
    boolean same =
        row.get().equals(leaf.event())
            && rowDigest.isPresent()
            && Arrays.equals(
                commitment.of(leaf.index(), rowDigest.get()), leaf.commitment().get().toArray());
    return same ? LeafVerdict.INTACT : LeafVerdict.EDITED;
  }

  /**
   * @param erases leaf that it names
   * @param namesEvent whether that is the leaf of an event
   */
  public LeafVerdict ofErased(StoredLeaf leaf, long erases, boolean namesEvent) {
    if (!leaf.is(LeafKind.ERASED) || leaf.salt().isPresent() || leaf.commitment().isPresent()) {
      return LeafVerdict.BAD_LEAF;
    }
    return namesEvent && erases < leaf.index() ? LeafVerdict.INTACT : LeafVerdict.BAD_ERASURE;
  }
}
