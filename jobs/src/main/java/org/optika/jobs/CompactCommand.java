package org.optika.jobs;

import java.util.List;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Merges the files that many appends have left; results stay the same and come faster. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description =
        "Merge the files of each bucket and month that appends have left. Rows stay the same; run it now and then.")
final class CompactCommand implements Runnable {
  /** What ingest appends to bucket by bucket. */
  private static final List<Table> APPENDED =
      List.of(Tables.CONSENT_EVENT, Tables.TOUCHPOINT, Tables.CONVERSION, Tables.CUSTOMER);

  @Mixin private RunOptions options;

  @Override
  public void run() {
    Run.inContext(
        "compact",
        options,
        (spark, context) -> {
          for (Table table : APPENDED) {
            if (context.lake().exists(table)) {
              context.log(
                  "%-16s %,d partitions rewritten"
                      .formatted(table.name(), context.lake().compact(table)));
            }
          }
        });
  }
}
