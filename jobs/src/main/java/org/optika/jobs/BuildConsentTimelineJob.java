package org.optika.jobs;

import java.util.List;
import org.optika.spark.consent.ConsentTimelineBuilder;
import org.optika.spark.gate.PermissionBuilder;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** consent_event -> consent_timeline, permission. */
public final class BuildConsentTimelineJob implements Job {

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new BuildConsentTimelineJob(), arguments);
  }

  @Override
  public String name() {
    return "build-consent-timeline";
  }

  @Override
  public String summary() {
    return "derive what each subject permits, over valid time and known time";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.CONSENT_TIMELINE, Tables.PERMISSION);
  }

  @Override
  public void run(RunContext context) {
    Lake lake = context.lake();
    String controller = context.config().controller();
    lake.replace(
        Tables.CONSENT_TIMELINE,
        ConsentTimelineBuilder.build(lake.read(Tables.CONSENT_EVENT), controller, context.rules()));
    lake.replace(
        Tables.PERMISSION,
        PermissionBuilder.build(
            lake.read(Tables.CONSENT_TIMELINE),
            controller,
            context.clocks().knownAtMicros(),
            context.rules()));
  }
}
