package org.optika.jobs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.optika.core.privacy.ledger.Budget;
import org.optika.core.privacy.ledger.Charge;
import org.optika.core.privacy.ledger.LedgerAudit;
import org.optika.core.privacy.ledger.LedgerEntry;
import org.optika.core.privacy.ledger.Step;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.table.Tables;
import org.optika.spark.table.ledger.BudgetLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is left of the privacy budget, and who has spent the rest. */
@Command(
    name = "budget",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Tell what is left of the privacy budget for each day of the data, who spent what, when and on which release, and check the chain of the ledger. Ends with 1 when that is broken.")
final class BudgetCommand implements Callable<Integer> {
  @Option(
      names = "--settle",
      description =
          "First end the reservations that are held no longer, since their runs have died: what was published is committed, all else becomes void and stays charged.")
  private boolean settle;

  @Mixin private RunOptions options;

  /** Ends with 1 when the chain of the ledger is broken. */
  @Override
  public Integer call() {
    if (settle) {
      Run.inContext(
          "budget",
          options,
          (spark, context) ->
              new Lineage(context)
                  .around("budget", false, List.of(Tables.BUDGET_LEDGER), () -> settle(context)));
    }
    EngineConfig config = org.optika.jobs.Configuration.load(options).engine();
    BudgetLedger ledger =
        ReleaseRun.ledger(
            new Configuration(), config.lake() + "/" + Tables.BUDGET_LEDGER.name(), config);
    List<LedgerAudit.Fault> faults = ledger.audit();
    System.out.print(text(config.controller(), ReleaseRun.releases(config).budget(), ledger));
    faults.forEach(fault -> System.out.println("BROKEN: " + fault.message()));
    return faults.isEmpty() ? 0 : 1;
  }

  private static void settle(RunContext context) {
    BudgetLedger ledger =
        ReleaseRun.ledger(
            context.lake().spark().sparkContext().hadoopConfiguration(),
            context.lake().location(Tables.BUDGET_LEDGER),
            context.config());
    List<Charge> settled =
        ledger.settle(
            Instant.now(),
            release ->
                ReleaseRun.isPublished(context.lake(), release)
                    ? Optional.of(Tables.DP_RELEASE.name())
                    : Optional.empty());
    context.log("%d reservations settled".formatted(settled.size()));
  }

  private static String text(String controller, Budget budget, BudgetLedger ledger) {
    StringBuilder text =
        new StringBuilder(
            "Ledger of %s: %s for each day of the data%n%n".formatted(controller, budget));
    TextTable left = new TextTable("days of the data", "spent", "epsilon left", "by");
    for (Step step : ledger.head().account().steps()) {
      left.row(
          step.period(),
          step.load().spending(),
          budget.left(step.load().spending()).toPlainString(),
          String.join(", ", step.load().releases().keySet()));
    }
    TextTable rows =
        new TextTable("row", "at", "entry", "release", "by", "period", "epsilon", "held until");
    for (LedgerEntry entry : ledger.entries()) {
      rows.row(
          entry.sequence(),
          entry.recordedAt().truncatedTo(ChronoUnit.SECONDS),
          entry.kind().id(),
          entry.charge().releaseId(),
          entry.charge().requestedBy(),
          entry.charge().period(),
          entry.epsilon().map(epsilon -> epsilon.toPlainString()).orElse("-"),
          entry.charge().heldUntil().truncatedTo(ChronoUnit.SECONDS));
    }
    return text.append(left).append('\n').append(rows).append('\n').toString();
  }
}
