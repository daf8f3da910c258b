package org.optika.spark.table.ledger;

import io.delta.kernel.engine.Engine;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.optika.core.privacy.ledger.BasicComposition;
import org.optika.core.privacy.ledger.BasicSpending;
import org.optika.core.privacy.ledger.Budget;
import org.optika.core.privacy.ledger.Charge;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.core.privacy.ledger.LedgerRules;

/** A ledger with room for ten, and releases that each take one tenth of it. */
final class Ledgers {
  private Ledgers() {}

  static final int ROOM = 10;
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant LATER = NOW.plusSeconds(3600);

  static LedgerRules rules(String controller) {
    return new LedgerRules(controller, Budget.of("1", "1e-6"), new BasicComposition());
  }

  static BudgetLedger open(Path table) {
    return open(table, "acme");
  }

  static BudgetLedger open(Path table, String controller) {
    return BudgetLedger.open(new Configuration(), table.toString(), rules(controller));
  }

  static BudgetLedger open(Engine engine, Path table) {
    return new BudgetLedger(engine, table.toString(), rules("acme"));
  }

  static Charge tenth(String releaseId) {
    return charge(releaseId, DataPeriod.of("2026-01-01", "2026-02-01"));
  }

  static Charge charge(String releaseId, DataPeriod period) {
    return new Charge(releaseId, "ana", period, BasicSpending.of("0.1", "1e-7"), LATER);
  }
}
