package org.optika.core.evidence.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.optika.core.privacy.ledger.Bytes;

/**
 * Tells leaves that were moved from rows that were edited: a leaf that was moved fits the place of
 * another suspect, or the other way round.
 */
public final class Reordering {
  /** Each suspect is tried at the place of each other one: some million hashes. */
  static final int MOST_SUSPECTS = 3_000;

  private Reordering() {}

  /**
   * @param suspects all of them; beyond {@value #MOST_SUSPECTS} edited ones none is looked at again
   * @return one finding each, in their order
   */
  public static List<Finding> findings(List<Suspect> suspects) {
    List<Suspect> edited =
        suspects.stream()
            .filter(suspect -> suspect.verdict() == LeafVerdict.EDITED)
            .filter(suspect -> suspect.rowDigest().length > 0)
            .toList();
    Map<Long, Long> loggedAt = edited.size() <= MOST_SUSPECTS ? loggedAt(edited) : Map.of();
    return suspects.stream()
        .map(
            suspect ->
                loggedAt.containsKey(suspect.leaf())
                    ? Finding.moved(suspect, loggedAt.get(suspect.leaf()))
                    : Finding.of(suspect))
        .toList();
  }

  /** By the place of a suspect, the place where its row was logged. */
  private static Map<Long, Long> loggedAt(List<Suspect> edited) {
    LeafCommitment commitment = new LeafCommitment();
    Map<Bytes, List<Suspect>> byCommitment = new HashMap<>();
    for (Suspect suspect : edited) {
      byCommitment
          .computeIfAbsent(Bytes.of(suspect.commitment()), stored -> new ArrayList<>())
          .add(suspect);
    }
    Map<Long, Long> loggedAt = new HashMap<>();
    for (Suspect row : edited) {
      for (Suspect place : edited) {
        byte[] wanted = commitment.of(place.leaf(), row.rowDigest());
        for (Suspect holder : byCommitment.getOrDefault(Bytes.of(wanted), List.of())) {
          // Either the whole leaf stands elsewhere, or only its commitment does.
          long moved = holder.leaf() == row.leaf() ? place.leaf() : holder.leaf();
          loggedAt.put(row.leaf(), moved);
        }
      }
    }
    return loggedAt;
  }
}
