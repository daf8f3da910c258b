package org.optika.spark.table.ledger;

import java.nio.file.Path;
import org.optika.core.privacy.ledger.Decision.Granted;

/**
 * A process that asks for many releases at once as soon as it is told to, and says how many were
 * granted. Arguments: table, beginning of the release ids, number of threads.
 */
final class LedgerRacer {
  private LedgerRacer() {}

  public static void main(String[] arguments) throws Exception {
    Path table = Path.of(arguments[0]);
    Ledgers.open(table).entries();
    System.out.println("ready");
    System.in.read();
    long granted =
        LedgerRace.run(thread -> Ledgers.open(table), arguments[1], Integer.parseInt(arguments[2]))
            .stream()
            .filter(Granted.class::isInstance)
            .count();
    System.out.println("granted " + granted);
  }
}
