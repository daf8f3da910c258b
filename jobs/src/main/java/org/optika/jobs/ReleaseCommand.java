package org.optika.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.release.ExpectedError;
import org.optika.core.release.QuantilesMetric;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.jobs.config.Faults;
import org.optika.jobs.config.ReleaseConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes differentially private figures, or says what that would cost. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Publish figures with differential privacy in table dp_release, charged to the budget of the controller. The same release again costs nothing and returns the same rows.")
final class ReleaseCommand implements Runnable {
  @Option(
      names = "--spec",
      paramLabel = "FILE",
      required = true,
      description = "What to release, e.g. conf/releases/opt-in.yaml.")
  private Path file;

  @Option(
      names = "--dry-run",
      description =
          "Tell the price and the expected error of every metric; opens no data and spends nothing.")
  private boolean dryRun;

  @Mixin private RunOptions options;

  @Override
  public void run() {
    Configuration configuration = Configuration.load(options);
    ReleaseConfig release = release(configuration);
    ReleasePlan plan;
    try {
      plan = ReleasePlan.of(release.spec());
    } catch (IllegalArgumentException unbounded) {
      throw new UserErrorException("%s: %s", file, unbounded.getMessage());
    }
    if (dryRun) {
      System.out.print(price(plan));
    } else {
      Run.inContext(
          "release",
          options,
          (spark, context) ->
              System.out.print(table(new ReleaseRun(context, release, plan).run())));
    }
  }

  private ReleaseConfig release(Configuration configuration) {
    Faults faults = new Faults();
    Optional<ReleaseConfig> release =
        ReleaseConfig.load(
            file, configuration.engine().journeys().purposes(), configuration.purposeIds(), faults);
    faults.throwIfAny();
    return release.orElseThrow();
  }

  private static String price(ReleasePlan plan) {
    ReleaseSpec spec = plan.spec();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s%nPrice: epsilon %s, delta %s, for each day from %s until %s%n"
            .formatted(
                spec.title(),
                spec.price().epsilon().toPlainString(),
                spec.price().delta().toPlainString(),
                spec.period().from(),
                spec.period().until()));
    text.append(
        "%d groups; a person counts in at most %d of them, with at most %d rows in each%n%n"
            .formatted(spec.keys().size(), spec.bounds().groups(), spec.bounds().rowsPerGroup()));
    TextTable mechanisms = new TextTable("mechanism", "times");
    for (Charge charge : plan.charges()) {
      mechanisms.row(charge.mechanism(), charge.count());
    }
    text.append(mechanisms).append('\n');
    TextTable errors = new TextTable("metric", "group size", "expected error", "of");
    for (ExpectedError error : plan.expectedErrors()) {
      errors.row(
          error.metric().id(),
          "%,d".formatted(error.groupSize()),
          String.format(Locale.ROOT, "%.4g", error.error()),
          error.metric() instanceof QuantilesMetric
              ? "rank, at most (95 %)"
              : "value, standard deviation");
    }
    return text.append(errors).toString();
  }

  private static String table(Dataset<Row> rows) {
    TextTable table = new TextTable("group", "metric", "value", "95 % interval", "flag");
    List<Row> released =
        rows.orderBy("value_1", "value_2", "value_3", "metric")
            .select("value_1", "value_2", "value_3", "metric", "value", "low", "high", "uncertain")
            .collectAsList();
    for (Row row : released) {
      table.row(
          "%s / %s / %s".formatted(row.get(0), row.get(1), row.get(2)).replace(" / all", ""),
          row.getString(3),
          row.isNullAt(4) ? "-" : String.format(Locale.ROOT, "%.4f", row.getDouble(4)),
          row.isNullAt(5)
              ? "-"
              : String.format(Locale.ROOT, "[%.4f, %.4f]", row.getDouble(5), row.getDouble(6)),
          row.getBoolean(7) ? "uncertain" : "");
    }
    return table.toString();
  }
}
