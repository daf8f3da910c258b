package org.optika.jobs;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.journey.JourneyRules;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.gate.GateReport;
import org.optika.spark.gate.PermittedSubjects;
import org.optika.spark.journey.Journeys;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** touchpoint, conversion, permission -> gate_outcome, coverage, journey. */
public final class BuildJourneysJob implements Job {

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new BuildJourneysJob(), arguments);
  }

  @Override
  public String name() {
    return "build-journeys";
  }

  @Override
  public String summary() {
    return "let permitted activity through the gate, count the rest, cut journeys";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.GATE_OUTCOME, Tables.COVERAGE, Tables.JOURNEY);
  }

  @Override
  public void run(RunContext context) {
    Lake lake = context.lake();
    EngineConfig.Journeys settings = context.config().journeys();
    JourneyRules rules =
        new JourneyRules(
            settings.lookbackDays(), settings.lookbackTouches(), settings.maxTouchpointsPerDay());
    Campaigns campaigns = Campaigns.of(lake);
    GateReport report =
        context
            .gate()
            .pass(
                settings.purposes(),
                context::log,
                subjects -> write(context, subjects, rules, campaigns));
    context.writeGateOutcome(name(), report.outcome());
    lake.replaceWhere(
        Tables.COVERAGE,
        context.sameClocks(),
        context.stamped(report.coverage(lake.read(Tables.CHANNEL))));
  }

  private static void write(
      RunContext context, PermittedSubjects subjects, JourneyRules rules, Campaigns campaigns) {
    Lake lake = context.lake();
    Dataset<Row> journeys =
        context.stamped(Journeys.build(subjects, context.config().controller(), rules, campaigns));
    if (subjects.inBuckets(lake.buckets(Tables.JOURNEY))) {
      lake.replaceInPlace(Tables.JOURNEY, journeys);
    } else {
      lake.replace(Tables.JOURNEY, journeys);
    }
  }
}
