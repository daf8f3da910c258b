package org.optika.core.privacy.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Whether the rows of a ledger are those that the rules have written. Finds rows that were edited,
 * taken out, moved or put in. Whoever may write to the table and computes all hashes anew, the end
 * of the ledger included, is found only by comparing that end with a copy kept out of their reach.
 */
public final class LedgerAudit {

  /**
   * @param sequence place in the ledger where the fault shows, from 1
   * @param message one line that names the row
   */
  public record Fault(long sequence, String message) {}

  private final String ledgerId;
  private final Accounting accounting;
  private final List<Fault> faults = new ArrayList<>();

  private LedgerAudit(String ledgerId, Accounting accounting) {
    this.ledgerId = ledgerId;
    this.accounting = accounting;
  }

  /**
   * @param entries all rows, in the order of the ledger
   * @param headSequence sequence of the last row, as kept outside of the rows; 0 without rows
   * @param headHash its hash
   * @return in the order of the ledger; empty when there is nothing to complain about
   */
  public static List<Fault> faults(
      String ledgerId,
      Accounting accounting,
      List<LedgerEntry> entries,
      long headSequence,
      String headHash) {
    LedgerAudit audit = new LedgerAudit(ledgerId, accounting);
    audit.links(entries, headSequence, headHash);
    if (audit.faults.isEmpty()) {
      // Only rows that are all there, in order, say what the rules had to decide on.
      audit.replay(entries);
    }
    return List.copyOf(audit.faults);
  }

  private void links(List<LedgerEntry> entries, long headSequence, String headHash) {
    long sequence = 0;
    String hash = LedgerEntry.NO_HASH;
    for (LedgerEntry entry : entries) {
      long expected = sequence + 1;
      if (!entry.ledgerId().equals(ledgerId)) {
        fault(entry.sequence(), "%s belongs to ledger '%s'", name(entry), entry.ledgerId());
      } else if (entry.sequence() > expected) {
        fault(expected, "rows %d to %d are missing", expected, entry.sequence() - 1);
      } else if (entry.sequence() < expected) {
        fault(entry.sequence(), "%s stands after row %d", name(entry), sequence);
      } else if (!entry.previousHash().equals(hash)) {
        fault(expected, "%s does not follow the row before it", name(entry));
      }
      if (!entry.hash().equals(entry.computedHash())) {
        fault(entry.sequence(), "%s was edited: its hash is not that of its fields", name(entry));
      }
      sequence = entry.sequence();
      hash = entry.hash();
    }
    if (sequence != headSequence || !hash.equals(headHash)) {
      fault(
          headSequence,
          "the ledger should end with row %d, hash %s, got row %d, hash %s",
          headSequence,
          headHash,
          sequence,
          hash);
    }
  }

  private void replay(List<LedgerEntry> entries) {
    LedgerHead head = LedgerHead.empty(accounting);
    Map<String, LedgerEntry> latest = new HashMap<>();
    for (LedgerEntry entry : entries) {
      String releaseId = entry.charge().releaseId();
      if (!isByTheRules(head, Optional.ofNullable(latest.get(releaseId)), entry)) {
        fault(
            entry.sequence(),
            "%s is not what the rules allow after row %d",
            name(entry),
            head.sequence());
        return;
      }
      head = LedgerHead.of(entry, accounting);
      latest.put(releaseId, entry);
    }
  }

  private boolean isByTheRules(LedgerHead head, Optional<LedgerEntry> latest, LedgerEntry entry) {
    LedgerRules rules = new LedgerRules(ledgerId, entry.budget(), accounting);
    String releaseId = entry.charge().releaseId();
    try {
      Optional<LedgerEntry> expected =
          switch (entry.kind()) {
            case RESERVE ->
                rules.reserve(head, latest, entry.charge(), entry.recordedAt())
                        instanceof Decision.Granted granted
                    ? Optional.of(granted.entry())
                    : Optional.empty();
            case COMMIT ->
                rules.commit(
                    head, latest, releaseId, entry.note().orElseThrow(), entry.recordedAt());
            case RELEASE ->
                rules.release(
                    head, latest, new Decision.Granted(latest.orElseThrow()), entry.recordedAt());
            case VOID ->
                rules.makeVoid(
                    head, latest, releaseId, entry.note().orElseThrow(), entry.recordedAt());
          };
      return expected.equals(Optional.of(entry));
    } catch (IllegalStateException | IllegalArgumentException | NoSuchElementException refused) {
      return false;
    }
  }

  private static String name(LedgerEntry entry) {
    return "row %d (%s of release '%s')"
        .formatted(entry.sequence(), entry.kind().id(), entry.charge().releaseId());
  }

  private void fault(long sequence, String message, Object... arguments) {
    faults.add(new Fault(sequence, String.format(message, arguments)));
  }
}
