package org.optika.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** Runs jobs one after the other with one context, and writes one row of {@code run} for each. */
final class JobRunner {
  private final SparkSession spark;
  private final RunContext context;
  private final Lineage lineage;

  JobRunner(SparkSession spark, RunContext context) {
    this.spark = spark;
    this.context = context;
    lineage = new Lineage(context);
  }

  void run(List<Job> jobs) {
    for (Job job : jobs) {
      lineage.around(job.name(), job.needsClocks(), List.of(), () -> run(job));
    }
  }

  private void run(Job job) {
    Instant started = Instant.now();
    job.run(context);
    Map<String, Long> rows = context.lake().rowsWritten();
    context.log(
        "%-24s %s  (%.1f s)"
            .formatted(
                job.name(),
                written(rows),
                Duration.between(started, Instant.now()).toMillis() / 1000.0));
    record(job, started);
  }

  private static String written(Map<String, Long> rows) {
    return rows.isEmpty()
        ? "nothing new"
        : rows.entrySet().stream()
            .map(table -> "%s %,d".formatted(table.getKey(), table.getValue()))
            .collect(Collectors.joining(", "));
  }

  private void record(Job job, Instant started) {
    Lake lake = context.lake();
    Map<String, Long> read = lake.versionsRead();
    Map<String, Long> written = lake.versionsWritten();
    Map<String, Long> rows = lake.rowsWritten();
    java.sql.Timestamp asOf = job.needsClocks() ? timestamp(context.clocks().asOfMicros()) : null;
    java.sql.Timestamp knownAt =
        job.needsClocks() ? timestamp(context.clocks().knownAtMicros()) : null;
    Row row =
        RowFactory.create(
            context.runId(),
            job.name(),
            java.sql.Timestamp.from(started),
            java.sql.Timestamp.from(Instant.now()),
            asOf,
            knownAt,
            context.configHash(),
            context.rulePackHash(),
            Version.current(),
            json(read),
            json(written),
            json(rows));
    Dataset<Row> record = spark.createDataFrame(List.of(row), Tables.RUN_TABLE.schema());
    lake.append(Tables.RUN_TABLE, record);
  }

  static java.sql.Timestamp timestamp(long micros) {
    return java.sql.Timestamp.from(
        Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS));
  }

  private static String json(Map<String, Long> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> "\"%s\":%d".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
  }
}
