package org.optika.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.optika.spark.table.Lake;

/** Runs jobs by their names in a Spark session that stays open, for tests that run many. */
public final class JobsInSession implements AutoCloseable {
  private final SparkSession spark;
  private final Path config;

  private JobsInSession(SparkSession spark, Path config) {
    this.spark = spark;
    this.config = config;
  }

  /** Opens a session with the settings beside the configuration file. */
  public static JobsInSession open(Path config) {
    return new JobsInSession(
        Sessions.open("tests", config.toAbsolutePath().getParent()), config.toAbsolutePath());
  }

  /** Names of all jobs, in the order in which data flows. */
  public static List<String> names() {
    return Jobs.ALL.stream().map(Job::name).toList();
  }

  /** A run of its own, as {@code optika run} or one sub-command after another would be. */
  public void run(Path lake, Path raw, Instant clock, List<String> jobs) {
    run(lake, raw, clock, jobs, line -> {});
  }

  /**
   * @param log takes what the jobs say
   */
  void run(Path lake, Path raw, Instant clock, List<String> jobs, Consumer<String> log) {
    RunOptions options = RunOptions.of();
    options.config = config;
    options.lake = lake.toString();
    options.raw = raw;
    options.asOf = clock;
    options.knownAt = clock;
    Configuration configuration = Configuration.load(options);
    RunContext context =
        new RunContext(
            configuration,
            Lake.open(spark, lake.toString(), configuration.engine().buckets()),
            UUID.randomUUID().toString(),
            Instant.now(),
            log);
    new JobRunner(spark, context)
        .run(Jobs.ALL.stream().filter(job -> jobs.contains(job.name())).toList());
  }

  public SparkSession spark() {
    return spark;
  }

  /** Forgets what the session knows of tables, which it would keep for an hour. */
  public void forgetTables() {
    DeltaLog.clearCache();
    spark.sharedState().cacheManager().clearCache();
  }

  @Override
  public void close() {
    try {
      spark.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
