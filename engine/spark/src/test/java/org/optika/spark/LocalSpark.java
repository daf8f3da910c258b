package org.optika.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a {@link SparkSession} argument: local, UTC, with Delta, small enough for rows that
 * fit a screen. All tests of a JVM share one Spark, since starting it costs more than the tests;
 * each class has its own session, so that settings and views do not travel.
 */
public final class LocalSpark implements ParameterResolver {
  private static SparkSession shared;

  /** JUnit would close a session that it holds itself, and Spark with it. */
  private record OfClass(SparkSession session) {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(LocalSpark.class, test.getRequiredTestClass()))
        .getOrComputeIfAbsent("session", name -> new OfClass(shared().newSession()), OfClass.class)
        .session();
  }

  private static synchronized SparkSession shared() {
    if (shared == null) {
      shared =
          SparkSession.builder()
              .appName("tests")
              .master("local[2]")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
              .config(
                  "spark.sql.extensions",
                  "io.delta.sql.DeltaSparkSessionExtension,org.optika.spark.gate.OptikaExtensions")
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog")
              .config("spark.sql.shuffle.partitions", "1")
              .config("spark.default.parallelism", "1")
              .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
              .config("spark.databricks.delta.snapshotPartitions", "1")
              .config("spark.sql.codegen.cache.maxEntries", "1000")
              .getOrCreate();
    }
    return shared;
  }
}
