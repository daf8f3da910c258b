package org.optika.jobs;

import java.util.Locale;
import org.optika.core.evidence.audit.BinomialLaw;
import org.optika.core.evidence.audit.CountLaw;
import org.optika.core.evidence.audit.HypergeometricLaw;
import org.optika.core.evidence.audit.SampleSize;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.core.evidence.audit.TestPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how large a sample has to be, without looking at any data. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Tell how many devices a test needs, from how many violations on it rejects, and its exact size and power. From that number of devices on, every larger sample has the power, too.")
final class AuditPlanCommand implements Runnable {
  @Option(
      names = "--null",
      paramLabel = "RATE",
      required = true,
      description = "Largest acceptable share of deviating devices, e.g. 0.01.")
  private double nullRate;

  @Option(
      names = "--alternative",
      paramLabel = "RATE",
      required = true,
      description = "Share that must not be missed, e.g. 0.02.")
  private double alternative;

  @Mixin private ErrorRates errors;

  @Option(
      names = "--population",
      paramLabel = "NUMBER",
      description = "How many devices there are (default: very many).")
  private Long population;

  @Override
  public void run() {
    TestGoal goal = SamplePlan.goal(nullRate, alternative, errors.alpha, errors.power);
    try {
      CountLaw law = population == null ? new BinomialLaw() : new HypergeometricLaw(population);
      System.out.print(text(SampleSize.forTest(goal, law), law));
    } catch (IllegalArgumentException tooFew) {
      throw new UserErrorException("%s", tooFew.getMessage());
    }
  }

  private static String text(TestPlan plan, CountLaw law) {
    return String.format(
        Locale.ROOT,
        "Draw %,d devices. %,d or more deviating ones show that the share is above %s.%n"
            + "Exact %s probability of that: %.4f at %s (alpha %s), %.4f at %s (wanted %s).%n",
        plan.drawn(),
        plan.critical(),
        plan.goal().nullRate(),
        law.id(),
        plan.size(),
        plan.goal().nullRate(),
        plan.goal().alpha(),
        plan.reached(),
        plan.goal().alternative(),
        plan.goal().power());
  }
}
