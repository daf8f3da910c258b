package org.optika.jobs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes an action for each person with a churn score. */
@Command(
    name = "next-best-action",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Propose for each person with a churn score the action of conf/actions.yaml that is expected to gain most, or none, within permissions, contact rules and a budget. Scores first: optika score; what actions change: optika train --model uplift.")
final class NextBestActionCommand implements Runnable {
  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      description =
          "What all proposals together may cost, in the reporting currency, such as 50000 or 49999.99 (default: no limit).")
  private BigDecimal budget;

  @Option(
      names = "--audit",
      description =
          "Read back what was written and check every row against the rules once more, on a way of its own.")
  private boolean audit;

  @Mixin private RunOptions options;

  @Override
  public void run() {
    if (budget != null && (budget.signum() < 0 || budget.stripTrailingZeros().scale() > 4)) {
      throw new UserErrorException(
          "--budget: expected an amount of at least 0 with at most 4 decimals, got %s", budget);
    }
    Run.jobs(
        "next-best-action",
        options,
        List.of(new NextBestActionJob(Optional.ofNullable(budget), audit)));
  }
}
