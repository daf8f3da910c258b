package org.optika.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.release.ExpectedError;
import org.optika.core.release.GroupTree;
import org.optika.core.release.KeySet;
import org.optika.core.release.QuantilesMetric;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.jobs.config.EngineConfig;
import org.optika.jobs.config.Faults;
import org.optika.jobs.config.ReleaseConfig;
import org.optika.spark.table.Tables;
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
    ReleaseSpec spec = spec(configuration);
    if (dryRun) {
      System.out.print(price(plan(spec), configuration.engine().releases()));
    } else {
      System.out.print(table(publish(spec, options)));
    }
  }

  /**
   * @return the published rows, ordered by group and metric
   * @throws UserErrorException when the release cannot be bounded or paid, or cannot be read
   */
  static List<Row> publish(ReleaseSpec spec, RunOptions options) {
    ReleasePlan plan = plan(spec);
    List<Row> published = new ArrayList<>();
    Run.inContext(
        "release",
        options,
        (spark, context) ->
            new Lineage(context)
                .around(
                    "release",
                    true,
                    List.of(Tables.BUDGET_LEDGER),
                    () ->
                        published.addAll(
                            new ReleaseRun(context, plan)
                                .run()
                                .orderBy("value_1", "value_2", "value_3", "metric")
                                .collectAsList())));
    return published;
  }

  private static ReleasePlan plan(ReleaseSpec spec) {
    try {
      return ReleasePlan.of(spec);
    } catch (IllegalArgumentException unbounded) {
      throw new UserErrorException("Release '%s': %s", spec.id(), unbounded.getMessage());
    }
  }

  private ReleaseSpec spec(Configuration configuration) {
    Faults faults = new Faults();
    Optional<ReleaseSpec> spec = ReleaseConfig.load(file, configuration.purposeIds(), faults);
    faults.throwIfAny();
    return spec.orElseThrow();
  }

  private static String price(ReleasePlan plan, Optional<EngineConfig.Releases> ledger) {
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
    ledger.ifPresent(
        kept ->
            text.append(
                "Charged by the ledger's accounting '%s': %s%n"
                    .formatted(
                        kept.accounting().id(),
                        kept.accounting().of(spec.price(), plan.charges()))));
    text.append(
        "%s; a person counts in at most %d of them, with at most %d rows in each%n"
            .formatted(groups(plan), spec.bounds().groups(), spec.bounds().rowsPerGroup()));
    GroupTree tree = plan.tree();
    for (int level = 1; level < tree.levels(); level++) {
      text.append(
          "%d coarser groups of level %d: %s%n"
              .formatted(tree.keys(level).size(), level, tree.name(level)));
    }
    text.append('\n');
    TextTable mechanisms = new TextTable("mechanism", "times");
    for (Charge charge : plan.charges()) {
      mechanisms.row(charge.mechanism(), charge.count());
    }
    text.append(mechanisms).append('\n');
    TextTable errors = new TextTable("level", "metric", "group size", "expected error", "of");
    for (ExpectedError error : plan.expectedErrors()) {
      errors.row(
          error.level(),
          error.metric().id(),
          "%,d".formatted(error.groupSize()),
          String.format(Locale.ROOT, "%.4g", error.error()),
          error.metric() instanceof QuantilesMetric
              ? "rank, at most (95 %)"
              : "value, standard deviation");
    }
    text.append(errors);
    if (plan.selection().isPresent()) {
      TextTable shown = new TextTable("people", "group is shown with probability");
      plan.showingProbabilities()
          .forEach(
              (people, probability) ->
                  shown.row(
                      "%,d".formatted(people), String.format(Locale.ROOT, "%.3g", probability)));
      text.append('\n').append(shown);
    }
    return text.toString();
  }

  private static String groups(ReleasePlan plan) {
    return plan.spec().keys() instanceof KeySet keys
        ? "%d groups".formatted(keys.size())
        : "Groups of the data, selected by %s".formatted(plan.selection().orElseThrow());
  }

  private static String table(List<Row> released) {
    TextTable table =
        new TextTable("group", "metric", "value", "95 % interval", "flag", "adjusted", "interval");
    for (Row row : released) {
      Double value = row.getAs("value");
      Double adjusted = row.getAs("adjusted");
      boolean uncertain = row.getAs("uncertain");
      table.row(
          "%s / %s / %s"
              .formatted(row.getAs("value_1"), row.getAs("value_2"), row.getAs("value_3"))
              .replaceAll("( / all)+$", ""),
          row.getAs("metric"),
          number(value),
          interval(row.getAs("low"), row.getAs("high")),
          uncertain ? "uncertain" : "",
          Objects.equals(adjusted, value) ? "" : number(adjusted),
          Objects.equals(adjusted, value)
              ? ""
              : interval(row.getAs("adjusted_low"), row.getAs("adjusted_high")));
    }
    return table.toString();
  }

  private static String number(Double number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%.4f", number);
  }

  private static String interval(Double low, Double high) {
    return low == null ? "-" : String.format(Locale.ROOT, "[%.4f, %.4f]", low, high);
  }
}
