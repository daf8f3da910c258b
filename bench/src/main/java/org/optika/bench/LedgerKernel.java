package org.optika.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.optika.core.privacy.ledger.BasicComposition;
import org.optika.core.privacy.ledger.BasicSpending;
import org.optika.core.privacy.ledger.Budget;
import org.optika.core.privacy.ledger.Charge;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.LedgerRules;
import org.optika.spark.table.ledger.BudgetLedger;

/** A ledger on the local disk that nobody else writes to. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class LedgerKernel {
  private static final DataPeriod JANUARY = DataPeriod.of("2026-01-01", "2026-02-01");
  private static final Duration HELD = Duration.ofDays(1);

  private Path folder;
  private BudgetLedger ledger;
  private int releases;

  @Setup(Level.Trial)
  public void openLedger() throws IOException {
    folder = Files.createTempDirectory("optika-ledger");
    ledger =
        BudgetLedger.open(
            new Configuration(),
            folder.resolve("budget_ledger").toString(),
            new LedgerRules("bench", Budget.of("1000000", "0.5"), new BasicComposition()));
  }

  @TearDown(Level.Trial)
  public void removeLedger() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One charge, from the question to the durable row; each makes the ledger longer. */
  @Benchmark
  public Decision ledgerCharge() {
    Instant now = Instant.now();
    releases++;
    return ledger.reserve(
        new Charge(
            "release " + releases,
            "bench",
            JANUARY,
            BasicSpending.of("0.1", "1e-7"),
            now.plus(HELD)),
        now);
  }

  /** As a release does that has been published; open reservations do not pile up. */
  @TearDown(Level.Invocation)
  public void commit() {
    ledger.commit("release " + releases, "dp_release", Instant.now());
  }
}
