package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.optika.core.privacy.ledger.Decision.AlreadyCommitted;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.Decision.NoRoom;
import org.optika.core.privacy.ledger.Decision.Resumed;
import org.optika.core.privacy.ledger.Decision.Unusable;

/**
 * Which row may follow in a ledger. A release goes from nothing to reserved, and from there to
 * committed, given back or void; a release that was given back may be reserved again. Whoever
 * stores the rows must append a row only right after the head that it was made for.
 *
 * @param ledgerId controller
 * @param budget in force now, for every day of the data
 */
public record LedgerRules(String ledgerId, Budget budget, Accounting accounting) {

  public LedgerRules {
    require(!ledgerId.isBlank(), "a ledger needs its controller, got none");
  }

  /**
   * Decides on a release that has not run yet.
   *
   * @param latest the last row of this release id; empty when it has none
   * @param at wall clock
   * @return {@link Granted} with the row to append, or why there is none
   * @throws IllegalArgumentException when a new reservation would not be held at {@code at}
   */
  public Decision reserve(
      LedgerHead head, Optional<LedgerEntry> latest, Charge charge, Instant at) {
    Optional<Decision> earlier = latest.flatMap(last -> decidedEarlier(last, charge));
    if (earlier.isPresent()) {
      return earlier.get();
    }
    require(
        charge.heldUntil().isAfter(at),
        "release '%s': a reservation made at %s must be held until later, got %s",
        charge.releaseId(),
        at,
        charge.heldUntil());
    Step fullest = fullestStep(head.account().all().plus(charge), charge.period());
    if (!budget.allows(fullest.load().spending())) {
      return noRoom(head.account(), charge, fullest.period());
    }
    return new Granted(next(head, EntryKind.RESERVE, charge, Optional.empty(), at));
  }

  private static Optional<Decision> decidedEarlier(LedgerEntry last, Charge charge) {
    if (last.kind() != EntryKind.RELEASE && !last.charge().isSameReleaseAs(charge)) {
      return Optional.of(
          new Unusable(
              last,
              "the id stands for a release of %s at %s; take another id for %s at %s"
                  .formatted(
                      last.charge().period(),
                      last.charge().spending(),
                      charge.period(),
                      charge.spending())));
    }
    return switch (last.kind()) {
      case RESERVE -> Optional.of(new Resumed(last));
      case COMMIT -> Optional.of(new AlreadyCommitted(last));
      case VOID ->
          Optional.of(
              new Unusable(
                  last,
                  "charged and void since %s (%s); a new try needs a new id and is charged anew"
                      .formatted(last.recordedAt(), last.note().orElseThrow())));
      // Nothing was learnt: the id is as good as new.
      case RELEASE -> Optional.empty();
    };
  }

  private Step fullestStep(Profile profile, DataPeriod period) {
    return profile.steps().stream()
        .filter(step -> step.period().overlaps(period))
        .max(
            Comparator.comparing(
                step -> step.load().spending().epsilonAt(budget.delta()),
                LedgerRules::compareSpent))
        .orElseThrow();
  }

  /** Without a proven epsilon, any may be spent. */
  private static int compareSpent(Optional<BigDecimal> one, Optional<BigDecimal> other) {
    if (one.isPresent() && other.isPresent()) {
      return one.get().compareTo(other.get());
    }
    return Boolean.compare(one.isEmpty(), other.isEmpty());
  }

  private NoRoom noRoom(Account account, Charge charge, DataPeriod fullest) {
    Load there = account.on(fullest.from());
    long openThere =
        account.open().stream().filter(open -> open.period().overlaps(fullest)).count();
    return new NoRoom(
        ledgerId,
        budget,
        charge,
        new Step(fullest, there),
        budget.left(there.spending()),
        openThere);
  }

  /**
   * The rows of a reserved release are published.
   *
   * @param publishedAs where they are, such as a table and its version
   * @return the row to append; empty when it stands there already
   * @throws IllegalStateException when the release is not reserved, or was published elsewhere
   */
  public Optional<LedgerEntry> commit(
      LedgerHead head,
      Optional<LedgerEntry> latest,
      String releaseId,
      String publishedAs,
      Instant at) {
    LedgerEntry last = reservedOnce(latest, releaseId);
    return switch (last.kind()) {
      case RESERVE ->
          Optional.of(next(head, EntryKind.COMMIT, last.charge(), Optional.of(publishedAs), at));
      case COMMIT -> {
        if (!last.note().equals(Optional.of(publishedAs))) {
          throw refused(
              releaseId,
              "published as %s already, got %s".formatted(last.note().orElseThrow(), publishedAs));
        }
        yield Optional.empty();
      }
      case RELEASE -> throw refused(releaseId, "its charge was given back; reserve it again");
      case VOID ->
          throw refused(
              releaseId,
              "charged and void since %s (%s); take its rows back"
                  .formatted(last.recordedAt(), last.note().orElseThrow()));
    };
  }

  /**
   * Gives a charge back. Right only while the noise step has not read the exact aggregate; so it is
   * for the run that was granted the charge, and not for one that goes on with it.
   *
   * @return the row to append; empty when it was given back already
   * @throws IllegalStateException when the reservation is not, or no longer, the granted one
   */
  public Optional<LedgerEntry> release(
      LedgerHead head, Optional<LedgerEntry> latest, Granted granted, Instant at) {
    String releaseId = granted.entry().charge().releaseId();
    LedgerEntry last = reservedOnce(latest, releaseId);
    if (last.kind() == EntryKind.RELEASE) {
      return Optional.empty();
    }
    if (!last.hash().equals(granted.entry().hash())) {
      throw refused(
          releaseId,
          "its latest row is the %s of %s; only an open reservation of the same run can be given back"
              .formatted(last.kind().id(), last.recordedAt()));
    }
    return Optional.of(next(head, EntryKind.RELEASE, last.charge(), Optional.empty(), at));
  }

  /**
   * A reserved release is lost: its charge stays, and nothing is published under its id.
   *
   * @param reason one line, such as {@code release key lost}
   * @return the row to append; empty when the release is void already
   * @throws IllegalStateException when the release is not reserved
   */
  public Optional<LedgerEntry> makeVoid(
      LedgerHead head, Optional<LedgerEntry> latest, String releaseId, String reason, Instant at) {
    require(!reason.isBlank(), "release '%s': expected why it is void, got nothing", releaseId);
    LedgerEntry last = reservedOnce(latest, releaseId);
    return switch (last.kind()) {
      case RESERVE ->
          Optional.of(next(head, EntryKind.VOID, last.charge(), Optional.of(reason), at));
      case VOID -> Optional.empty();
      case COMMIT, RELEASE ->
          throw refused(
              releaseId,
              "its latest row is the %s of %s; only a reservation can be void"
                  .formatted(last.kind().id(), last.recordedAt()));
    };
  }

  private LedgerEntry reservedOnce(Optional<LedgerEntry> latest, String releaseId) {
    return latest.orElseThrow(() -> refused(releaseId, "it has no reservation; reserve it first"));
  }

  private IllegalStateException refused(String releaseId, String why) {
    return new IllegalStateException(
        "Release '%s' in ledger '%s': %s".formatted(releaseId, ledgerId, why));
  }

  private LedgerEntry next(
      LedgerHead head, EntryKind kind, Charge charge, Optional<String> note, Instant at) {
    return new LedgerEntry(
            ledgerId,
            head.sequence() + 1,
            kind,
            charge,
            note,
            at,
            budget,
            charge.spending().epsilonAt(budget.delta()),
            accounting.id(),
            Bytes.of(head.account().after(kind, charge).bytes()),
            head.hash(),
            LedgerEntry.NO_HASH)
        .sealed();
  }
}
