package org.optika.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.table.Lake;

/** Loads the configuration, starts Spark unless it runs already, runs jobs. */
final class Run {
  private Run() {}

  /** What is done with a context once everything is loaded. */
  interface Work {
    void with(SparkSession spark, RunContext context);
  }

  static void jobs(String name, RunOptions options, List<Job> jobs) {
    inContext(name, options, (spark, context) -> new JobRunner(spark, context).run(jobs));
  }

  static void inContext(String name, RunOptions options, Work work) {
    inContext(name, options, UnaryOperator.identity(), work);
  }

  /**
   * @param places changes where things are before anything is read
   */
  static void inContext(
      String name, RunOptions options, UnaryOperator<EngineConfig> places, Work work) {
    Configuration configuration = Configuration.load(options).with(places);
    EngineConfig config = configuration.engine();
    Optional<SparkSession> running = Sessions.running();
    SparkSession spark = running.orElseGet(() -> Sessions.open("optika-" + name, config.folder()));
    try (Progress progress =
        new Progress(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            System.err,
            System.console() != null)) {
      Consumer<String> log = progress::say;
      Lake lake = Lake.open(spark, config.lake(), config.buckets());
      String runId = UUID.randomUUID().toString();
      log.accept("run %s: tables in %s".formatted(runId, lake.root()));
      work.with(spark, new RunContext(configuration, lake, runId, Instant.now(), log));
    } finally {
      if (running.isEmpty()) {
        spark.stop();
      }
    }
  }
}
