package org.optika.jobs;

import java.util.List;
import org.optika.spark.evidence.ConsentLog;
import org.optika.spark.gate.Gate;
import org.optika.spark.ingest.Ingest;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** raw files -> consent_event, touchpoint, conversion, contact, customer, channel_cost ... */
public final class IngestJob implements Job {

  /** Usage: {@code --config conf/optika.yaml [--raw DIR]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new IngestJob(), arguments);
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String summary() {
    return "check and pseudonymise raw rows; good ones to tables, bad ones to quarantine";
  }

  @Override
  public boolean needsClocks() {
    return false;
  }

  @Override
  public List<Table> writes() {
    return List.of(
        Tables.CONSENT_EVENT,
        Tables.TOUCHPOINT,
        Tables.CONVERSION,
        Tables.CONTACT,
        Tables.CUSTOMER,
        Tables.CHANNEL_COST,
        Tables.SUBJECT_TABLE,
        Tables.CHANNEL,
        Tables.CAMPAIGN,
        Tables.VENDOR,
        Tables.QUARANTINE,
        Tables.INGEST_OUTCOME,
        Tables.CONSENT_LOG,
        Tables.CONSENT_LOG_HEAD);
  }

  @Override
  public void run(RunContext context) {
    Ingest.run(context.lake(), context.configuration().sources(), context.ingestContext());
    if (context.configuration().vendors().isPresent()) {
      Gate.recordVendors(context.lake());
    }
    // Also what a run that was killed has stored and not logged.
    ConsentLog.in(context.lake()).append(context.nowMicros(), context.runId());
  }
}
