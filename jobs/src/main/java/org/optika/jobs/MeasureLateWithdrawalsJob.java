package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** consent_timeline, touchpoint, conversion, run -> late_withdrawal, affected_output. */
public final class MeasureLateWithdrawalsJob implements Job {
  private static final int MOST_EARLIER_RUNS = 12;
  private static final List<String> PERSON_LEVEL_JOBS =
      List.of("build-journeys", "attribute-conversions");

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new MeasureLateWithdrawalsJob(), arguments);
  }

  @Override
  public String name() {
    return "measure-late-withdrawals";
  }

  @Override
  public String summary() {
    return "count what earlier runs used and this one must not, and list what they wrote";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.LATE_WITHDRAWAL, Tables.AFFECTED_OUTPUT);
  }

  @Override
  public void run(RunContext context) {
    Lake lake = context.lake();
    List<Dataset<Row>> exposures = new ArrayList<>();
    for (Clocks earlier : earlierClocks(context)) {
      exposures.add(
          context
              .gate()
              .lateRefusals(context.config().journeys().purposes(), earlier)
              .withColumn("earlier_as_of", timestamp_micros(lit(earlier.asOfMicros())))
              .withColumn("earlier_known_at", timestamp_micros(lit(earlier.knownAtMicros()))));
    }
    Dataset<Row> exposure =
        exposures.stream()
            .reduce(Dataset::unionByName)
            .orElseGet(() -> context.rows(Tables.LATE_WITHDRAWAL, List.of()));
    lake.replaceWhere(Tables.LATE_WITHDRAWAL, context.sameClocks(), context.stamped(exposure));
    lake.replaceWhere(
        Tables.AFFECTED_OUTPUT, context.sameClocks(), context.stamped(affected(context)));
  }

  /** Clocks that config names, then those of earlier runs, newest first; each once. */
  private static Set<Clocks> earlierClocks(RunContext context) {
    Set<Clocks> clocks = new LinkedHashSet<>(context.config().lateWithdrawalBaselines());
    context
        .lake()
        .read(Tables.RUN_TABLE)
        .where(col("job").isin(PERSON_LEVEL_JOBS.toArray()))
        .select(unix_micros(col("as_of")).as("as_of"), unix_micros(col("known_at")).as("known_at"))
        .distinct()
        .orderBy(col("known_at").desc(), col("as_of").desc())
        .limit(MOST_EARLIER_RUNS)
        .collectAsList()
        .forEach(row -> clocks.add(new Clocks(row.getLong(0), row.getLong(1))));
    clocks.removeIf(earlier -> earlier.knownAtMicros() >= context.clocks().knownAtMicros());
    return clocks;
  }

  /** Runs with the clocks of a row of late_withdrawal, and what they wrote. */
  private static Dataset<Row> affected(RunContext context) {
    Dataset<Row> exposed =
        context
            .lake()
            .read(Tables.LATE_WITHDRAWAL)
            .where(context.sameClocks())
            .select("earlier_as_of", "earlier_known_at")
            .distinct();
    return context
        .lake()
        .read(Tables.RUN_TABLE)
        .where(col("job").isin(PERSON_LEVEL_JOBS.toArray()))
        .select(
            col("as_of").as("earlier_as_of"),
            col("known_at").as("earlier_known_at"),
            col("run_id").as("earlier_run_id"),
            col("job"),
            col("output_versions"))
        .join(
            exposed,
            scala.jdk.javaapi.CollectionConverters.asScala(
                    List.of("earlier_as_of", "earlier_known_at"))
                .toSeq());
  }
}
