package org.optika.spark.table.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.optika.core.privacy.ledger.Decision;

/** Many releases that ask at once, each through a ledger of its own. */
final class LedgerRace {
  private LedgerRace() {}

  /**
   * @param name begins the ids of the releases
   */
  static List<Decision> run(Path table, String name, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Decision>> asked = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String releaseId = name + "-" + thread;
        Callable<Decision> ask =
            () -> {
              BudgetLedger ledger = Ledgers.open(table);
              start.await();
              return ledger.reserve(Ledgers.tenth(releaseId), Ledgers.NOW);
            };
        asked.add(pool.submit(ask));
      }
      start.countDown();
      List<Decision> decisions = new ArrayList<>();
      for (Future<Decision> decision : asked) {
        decisions.add(decision.get());
      }
      return decisions;
    } finally {
      pool.shutdownNow();
    }
  }
}
