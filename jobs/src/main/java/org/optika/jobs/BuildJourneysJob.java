package org.optika.jobs;

import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.optika.core.journey.JourneyRules;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.GateReport;
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
    Gate gate = context.gate();
    GateReport report = gate.report(settings.purposes());
    lake.replaceWhere(
        Tables.GATE_OUTCOME,
        context.sameClocks() + " AND job = '" + name() + "'",
        context.stamped(report.outcome().withColumn("job", lit(name()))));
    lake.replaceWhere(
        Tables.COVERAGE,
        context.sameClocks(),
        context.stamped(report.coverage(lake.read(Tables.CHANNEL))));
    lake.replace(
        Tables.JOURNEY,
        context.stamped(
            Journeys.build(
                gate.activity(settings.purposes()),
                context.config().controller(),
                new JourneyRules(
                    settings.lookbackDays(),
                    settings.lookbackTouches(),
                    settings.maxTouchpointsPerDay()),
                Campaigns.of(lake))));
  }
}
