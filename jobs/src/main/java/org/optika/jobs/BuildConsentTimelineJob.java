package org.optika.jobs;

import java.util.List;
import org.optika.spark.consent.TimelineUpdate;
import org.optika.spark.gate.PermissionUpdate;
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
    String basis = String.join(" ", controller, context.consentRulesHash(), Version.current());
    TimelineUpdate.run(lake, controller, context.rules(), basis, context::log);
    PermissionUpdate.run(
        lake, controller, context.rules(), context.clocks().knownAtMicros(), basis, context::log);
  }
}
