package org.optika.spark.table.ledger;

import io.delta.kernel.Snapshot;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CommitStateUnknownException;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.expressions.AlwaysTrue;
import io.delta.kernel.expressions.Or;
import io.delta.kernel.expressions.Predicate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.optika.core.privacy.ledger.Charge;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.LedgerAudit;
import org.optika.core.privacy.ledger.LedgerEntry;
import org.optika.core.privacy.ledger.LedgerHead;
import org.optika.core.privacy.ledger.LedgerRules;
import org.optika.spark.table.LinkLogStore;

/**
 * The budget ledger of one controller, kept in Delta: every decision is made on a snapshot and
 * holds only if its row is the next one after that snapshot. Any number of threads, processes and
 * machines may use it at once. Needs no Spark session.
 *
 * <p>Charge before the run: {@link #reserve}; read, aggregate, add noise, publish; {@link #commit}.
 * Each call may be repeated: it is told apart by the release id and is recorded once. When a call
 * fails, or the process dies in it, the row may or may not be there; to repeat the call, or to
 * {@link #settle}, finds out. Until then the budget counts as spent if it is there.
 *
 * <p>Times are arguments; they are recorded and compared with {@link Charge#heldUntil}.
 */
public final class BudgetLedger {

  private static final int ATTEMPTS = 100;
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final int DOUBLINGS = 5;

  /** In a JVM, appends to one ledger take turns in the order in which they came. */
  private static final Map<List<String>, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final LedgerTable table;
  private final LedgerRules rules;
  private final ReentrantLock lock;

  BudgetLedger(Engine engine, String location, LedgerRules rules) {
    this.table = new LedgerTable(engine, location);
    this.rules = rules;
    this.lock =
        LOCKS.computeIfAbsent(
            List.of(location, rules.ledgerId()), ledger -> new ReentrantLock(true));
  }

  /**
   * Opens a ledger; the table is made with the first row.
   *
   * @param configuration how to reach the storage; on local disks commits go through {@link
   *     LinkLogStore}, as Spark's have to
   * @param location directory or URI of the table
   */
  public static BudgetLedger open(Configuration configuration, String location, LedgerRules rules) {
    return new BudgetLedger(engine(configuration), absolute(location), rules);
  }

  static Engine engine(Configuration configuration) {
    Configuration linking = new Configuration(configuration);
    linking.set("io.delta.kernel.logStore.file.impl", LinkLogStore.class.getName());
    return DefaultEngine.create(linking);
  }

  private static String absolute(String location) {
    boolean hasScheme = location.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    return hasScheme ? location : Path.of(location).toAbsolutePath().normalize().toString();
  }

  /**
   * Charges a release, unless it has been charged or there is no room.
   *
   * @param at wall clock
   */
  public Decision reserve(Charge charge, Instant at) {
    return write(
        charge.releaseId(),
        known -> rules.reserve(known.head(), known.latest(), charge, at),
        BudgetLedger::rowOf);
  }

  private static Optional<LedgerEntry> rowOf(Decision decision) {
    return decision instanceof Granted granted ? Optional.of(granted.entry()) : Optional.empty();
  }

  /**
   * Records that the rows of a reserved release are published. Publish first: a release that is
   * published without a commit is settled as committed, and one that is committed without rows has
   * nothing to return.
   *
   * @param publishedAs where the rows are, such as a table and its version
   * @param at wall clock
   * @throws IllegalStateException when the release is not reserved, or was published elsewhere
   */
  public void commit(String releaseId, String publishedAs, Instant at) {
    write(
        releaseId, known -> rules.commit(known.head(), known.latest(), releaseId, publishedAs, at));
  }

  /**
   * Gives a charge back: only before the noise step has read the exact aggregate.
   *
   * @param granted what {@link #reserve} has returned to this run
   * @param at wall clock
   * @throws IllegalStateException when the reservation is not, or no longer, the granted one
   */
  public void release(Granted granted, Instant at) {
    write(
        granted.entry().charge().releaseId(),
        known -> rules.release(known.head(), known.latest(), granted, at));
  }

  /**
   * Records that a reserved release is lost: charged, and nothing published.
   *
   * @param reason one line, such as {@code release key lost}
   * @param at wall clock
   * @throws IllegalStateException when the release is not reserved
   */
  public void makeVoid(String releaseId, String reason, Instant at) {
    write(releaseId, known -> rules.makeVoid(known.head(), known.latest(), releaseId, reason, at));
  }

  /**
   * Settles the reservations that are held no longer: those with published rows are committed, all
   * others become void and stay charged. Safe beside other settlers. A run that publishes after its
   * reservation was made void is told so when it commits, and has to take its rows back: hold
   * reservations longer than any run takes.
   *
   * @param at wall clock
   * @param publishedAs where the rows of a release id are; empty when there are none. Asked at the
   *     table of releases, where a release is published in one step
   * @return the releases that were settled
   */
  public List<Charge> settle(Instant at, Function<String, Optional<String>> publishedAs) {
    List<Charge> overdue = head().account().overdue(at);
    for (Charge charge : overdue) {
      settle(charge, at, publishedAs.apply(charge.releaseId()));
    }
    return overdue;
  }

  private void settle(Charge charge, Instant at, Optional<String> publishedAs) {
    String reason = "not published when its reservation ended at " + charge.heldUntil();
    write(
        charge.releaseId(),
        known -> {
          if (!known.head().account().overdue(at).contains(charge)) {
            return Optional.empty();
          }
          return publishedAs.isPresent()
              ? rules.commit(
                  known.head(), known.latest(), charge.releaseId(), publishedAs.get(), at)
              : rules.makeVoid(known.head(), known.latest(), charge.releaseId(), reason, at);
        });
  }

  /** What the ledger amounts to now: the account says what lies on each day and what is open. */
  public LedgerHead head() {
    return table
        .snapshot()
        .map(snapshot -> head(snapshot, LedgerTable.head(snapshot, rules.ledgerId())))
        .orElseGet(() -> LedgerHead.empty(rules.accounting()));
  }

  private LedgerHead head(Snapshot snapshot, Optional<HeadMark> mark) {
    return mark.map(end -> headIn(rows(snapshot, LedgerTable.isAt(end.sequence())), end))
        .orElseGet(() -> LedgerHead.empty(rules.accounting()));
  }

  /** All rows, in the order of the ledger: who spent what, when, on which release. */
  public List<LedgerEntry> entries() {
    return table.snapshot().map(this::entries).orElse(List.of());
  }

  private List<LedgerEntry> entries(Snapshot snapshot) {
    return rows(snapshot, AlwaysTrue.ALWAYS_TRUE).stream()
        .sorted(Comparator.comparingLong(LedgerEntry::sequence))
        .toList();
  }

  /** Whether all rows are there and as the rules have written them; empty when so. */
  public List<LedgerAudit.Fault> audit() {
    return table.snapshot().map(this::audit).orElse(List.of());
  }

  private List<LedgerAudit.Fault> audit(Snapshot snapshot) {
    HeadMark mark =
        LedgerTable.head(snapshot, rules.ledgerId()).orElse(new HeadMark(0, LedgerEntry.NO_HASH));
    return LedgerAudit.faults(
        rules.ledgerId(), rules.accounting(), entries(snapshot), mark.sequence(), mark.hash());
  }

  private List<LedgerEntry> rows(Snapshot snapshot, Predicate wanted) {
    return table.rows(snapshot, rules.ledgerId(), rules.accounting(), wanted);
  }

  /** What a decision about a release needs to know. */
  private record Known(LedgerHead head, Optional<LedgerEntry> latest) {}

  private Known known(Snapshot snapshot, String releaseId) {
    Optional<HeadMark> mark = LedgerTable.head(snapshot, rules.ledgerId());
    if (mark.isEmpty()) {
      return new Known(LedgerHead.empty(rules.accounting()), Optional.empty());
    }
    // One scan for both: most of its time goes into the log.
    Predicate wanted = new Or(LedgerTable.isAt(mark.get().sequence()), LedgerTable.isOf(releaseId));
    List<LedgerEntry> rows = rows(snapshot, wanted);
    Optional<LedgerEntry> latest =
        rows.stream()
            .filter(row -> row.charge().releaseId().equals(releaseId))
            .max(Comparator.comparingLong(LedgerEntry::sequence));
    return new Known(headIn(rows, mark.get()), latest);
  }

  private LedgerHead headIn(List<LedgerEntry> rows, HeadMark mark) {
    return rows.stream()
        .filter(mark::isOf)
        .findFirst()
        .map(row -> LedgerHead.of(row, rules.accounting()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Ledger '%s' should end with row %d, hash %s, and has no such row: something else has written to its table; audit it"
                        .formatted(rules.ledgerId(), mark.sequence(), mark.hash())));
  }

  private void write(String releaseId, Function<Known, Optional<LedgerEntry>> decide) {
    write(releaseId, decide, Function.identity());
  }

  /**
   * Decides, again after each conflict, until the row of the decision is recorded or it has none.
   */
  private <T> T write(
      String releaseId, Function<Known, T> decide, Function<T, Optional<LedgerEntry>> rowOf) {
    lock.lock();
    try {
      for (int attempt = 1; ; attempt++) {
        Snapshot snapshot = table.snapshotOrNew();
        T decision = decide.apply(known(snapshot, releaseId));
        Optional<LedgerEntry> row = rowOf.apply(decision);
        if (row.isEmpty() || tryAppend(snapshot, row.get())) {
          return decision;
        }
        backOff(attempt);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return false when another row was quicker
   */
  private boolean tryAppend(Snapshot snapshot, LedgerEntry row) {
    try {
      table.append(snapshot, row);
      return true;
    } catch (ConcurrentWriteException | CommitStateUnknownException conflict) {
      // The other row may be this very one, when its commit came through and was told to fail.
      return isRecorded(row);
    } catch (IOException | KernelException | KernelEngineException failed) {
      if (isRecorded(row)) {
        return true;
      }
      throw new IllegalStateException(
          "Release '%s' in ledger '%s': its row could not be written; should it turn up all the same, it counts, and the same call finds it"
              .formatted(row.charge().releaseId(), rules.ledgerId()),
          failed);
    }
  }

  private boolean isRecorded(LedgerEntry entry) {
    return table
        .snapshot()
        .flatMap(snapshot -> known(snapshot, entry.charge().releaseId()).latest())
        .filter(latest -> latest.hash().equals(entry.hash()))
        .isPresent();
  }

  /** Full jitter: those who met once are not to meet again. */
  private void backOff(int attempt) {
    if (attempt >= ATTEMPTS) {
      throw new IllegalStateException(
          "Ledger '%s': %d attempts met a row of another process each time; try again later"
              .formatted(rules.ledgerId(), attempt));
    }
    try {
      Thread.sleep(
          ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS << Math.min(attempt, DOUBLINGS)));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while waiting to write to ledger '%s'".formatted(rules.ledgerId()), stop);
    }
  }
}
