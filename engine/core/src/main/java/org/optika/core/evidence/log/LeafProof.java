package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.optika.core.scores.manifest.Hash;

/**
 * What a stranger needs to see that a leaf is in a log, and, with the row, which event it is.
 *
 * @param head one that the stranger has from elsewhere
 * @param commitment of an event
 * @param erases leaf that an erased leaf names
 * @param row what was committed to; for whoever may see it
 */
public record LeafProof(
    LogHead head,
    Optional<Hash> commitment,
    OptionalLong erases,
    InclusionProof inclusion,
    Optional<OpenedRow> row) {
  public LeafProof {
    require(
        commitment.isPresent() != erases.isPresent(),
        "a leaf has either a commitment or the number of an erased leaf");
    require(
        row.isEmpty() || commitment.isPresent(), "an erased leaf has no row that could be shown");
  }

  /** What is wrong, one sentence each; empty when it proves what it says. */
  public List<String> faults() {
    if (inclusion.size() != head.size()) {
      return List.of(
          "The proof is about a log of %d leaves, the head about one of %d."
              .formatted(inclusion.size(), head.size()));
    }
    byte[] data =
        commitment.isPresent()
            ? LeafData.event(commitment.get().toArray())
            : LeafData.erased(erases.getAsLong());
    if (!inclusion.verifies(Hash.of(new MerkleHash().leaf(data)), head.root())) {
      return List.of("Leaf %d does not lead to the root of the head.".formatted(inclusion.index()));
    }
    return row.isPresent() && !opens(row.get())
        ? List.of("The row is not the one that leaf %d was made of.".formatted(inclusion.index()))
        : List.of();
  }

  private boolean opens(OpenedRow opened) {
    try {
      byte[] expected = new LeafCommitment().of(inclusion.index(), opened.digest());
      return Arrays.equals(expected, commitment.orElseThrow().toArray());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
