package org.optika.spark.table.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.optika.core.privacy.ledger.Decision;

/** Many releases that ask at once. */
final class LedgerRace {
  private LedgerRace() {}

  /**
   * @param ledgerOf opens the ledger of a thread
   * @param name begins the ids of the releases
   */
  static List<Decision> run(IntFunction<BudgetLedger> ledgerOf, String name, int threads)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Decision>> asked = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        Callable<Decision> ask =
            () -> {
              BudgetLedger ledger = ledgerOf.apply(thread);
              start.await();
              return ledger.reserve(Ledgers.tenth(name + "-" + thread), Ledgers.NOW);
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
