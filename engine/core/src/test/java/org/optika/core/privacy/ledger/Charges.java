package org.optika.core.privacy.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger in memory, as a table would hold it. */
final class Charges {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant LATER = NOW.plusSeconds(3600);
  static final BasicComposition BASIC = new BasicComposition();

  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<String, LedgerEntry> latest = new HashMap<>();
  private LedgerRules rules;

  Charges(String epsilon, String delta) {
    budget(epsilon, delta);
  }

  /** From now on this budget is in force. */
  void budget(String epsilon, String delta) {
    rules = new LedgerRules("acme", Budget.of(epsilon, delta), BASIC);
  }

  static Charge charge(String releaseId, String from, String until, String epsilon, String delta) {
    return charge(releaseId, "ana", from, until, epsilon, delta);
  }

  static Charge charge(
      String releaseId, String by, String from, String until, String epsilon, String delta) {
    return new Charge(
        releaseId, by, DataPeriod.of(from, until), BasicSpending.of(epsilon, delta), LATER);
  }

  Decision reserve(Charge charge) {
    Decision decision = rules.reserve(head(), latest(charge.releaseId()), charge, NOW);
    if (decision instanceof Decision.Granted granted) {
      append(Optional.of(granted.entry()));
    }
    return decision;
  }

  Decision reserve(String releaseId, String from, String until, String epsilon) {
    return reserve(charge(releaseId, from, until, epsilon, "0"));
  }

  void commit(String releaseId, String publishedAs) {
    append(rules.commit(head(), latest(releaseId), releaseId, publishedAs, NOW));
  }

  void release(Decision.Granted granted) {
    append(rules.release(head(), latest(granted.entry().charge().releaseId()), granted, NOW));
  }

  void makeVoid(String releaseId, String reason) {
    append(rules.makeVoid(head(), latest(releaseId), releaseId, reason, NOW));
  }

  private void append(Optional<LedgerEntry> entry) {
    entry.ifPresent(
        row -> {
          entries.add(row);
          latest.put(row.charge().releaseId(), row);
        });
  }

  Optional<LedgerEntry> latest(String releaseId) {
    return Optional.ofNullable(latest.get(releaseId));
  }

  LedgerHead head() {
    return entries.isEmpty()
        ? LedgerHead.empty(BASIC)
        : LedgerHead.of(entries.get(entries.size() - 1), BASIC);
  }

  List<LedgerEntry> entries() {
    return List.copyOf(entries);
  }

  List<LedgerAudit.Fault> audit(List<LedgerEntry> rows) {
    return LedgerAudit.faults("acme", BASIC, rows, head().sequence(), head().hash());
  }
}
