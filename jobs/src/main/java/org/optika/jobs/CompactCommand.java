package org.optika.jobs;

import java.util.List;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.gate.PermissionTable;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Merges the files that many appends have left; results stay the same and come faster. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description =
        "Merge the files of each bucket and month, and of each part of the consent log, that appends have left, and drop the versions of consent_timeline and permission that newer ones have replaced. Results stay the same; run it now and then.")
final class CompactCommand implements Runnable {
  /** What ingest appends to, partition by partition. */
  private static final List<Table> APPENDED =
      List.of(
          Tables.CONSENT_EVENT,
          Tables.TOUCHPOINT,
          Tables.CONVERSION,
          Tables.CONTACT,
          Tables.CUSTOMER,
          Tables.CONSENT_LOG);

  @Mixin private RunOptions options;

  @Override
  public void run() {
    Run.inContext(
        "compact",
        options,
        (spark, context) ->
            new Lineage(context).around("compact", false, List.of(), () -> compact(context)));
  }

  private static void compact(RunContext context) {
    for (Table table : APPENDED) {
      if (context.lake().exists(table)) {
        context.log(
            "%-16s %,d partitions rewritten"
                .formatted(table.name(), context.lake().compact(table)));
      }
    }
    compactVersions(context);
  }

  /** The timeline first, so that the permission can say which one it follows from. */
  private static void compactVersions(RunContext context) {
    Lake lake = context.lake();
    if (!lake.exists(Tables.CONSENT_TIMELINE) || !lake.exists(Tables.PERMISSION)) {
      return;
    }
    TableVersion timeline = lake.version(Tables.CONSENT_TIMELINE);
    say(context, Tables.CONSENT_TIMELINE, TimelineTable.in(lake).compact());
    say(context, Tables.PERMISSION, PermissionTable.in(lake).compact(timeline));
  }

  private static void say(RunContext context, Table table, boolean compacted) {
    context.log(
        "%-16s %s"
            .formatted(
                table.name(), compacted ? "older versions dropped" : "no older versions to drop"));
  }
}
