package org.optika.spark.table.ledger;

import java.nio.file.Path;

/**
 * A process that makes releases {@code release-0}, {@code release-1} and so on. Arguments: table,
 * folder of published releases, number of the first release, number after the last one, and the
 * step at which the process halts by itself, as if killed.
 */
final class LedgerVictim {
  private LedgerVictim() {}

  /** Exit code of a process that kill -9 has ended. */
  static final int KILLED = 137;

  public static void main(String[] arguments) {
    Path table = Path.of(arguments[0]);
    int haltAt = Integer.parseInt(arguments[4]);
    BudgetLedger ledger =
        Ledgers.open(new StoppingEngine(haltAt, step -> Runtime.getRuntime().halt(KILLED)), table);
    ReleaseRun run = new ReleaseRun(ledger, Path.of(arguments[1]));
    System.out.println("started");
    for (int i = Integer.parseInt(arguments[2]); i < Integer.parseInt(arguments[3]); i++) {
      run.run("release-" + i);
    }
  }
}
