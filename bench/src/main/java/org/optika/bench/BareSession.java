package org.optika.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;

/**
 * The least that a job on Spark and Delta can cost: starts a session with the settings of a file,
 * reads all columns of one Delta table, stops. To be timed from outside, beside {@code optika
 * measure-opt-in}, see docs/performance.md.
 */
public final class BareSession {
  private BareSession() {}

  /** Usage: {@code BareSession conf/spark-defaults.conf .optika/lake/consent_event}. */
  public static void main(String[] arguments) throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      settings.load(file);
    }
    SparkSession.Builder builder = SparkSession.builder().appName("bare").master("local[*]");
    settings.forEach((key, value) -> builder.config(key.toString(), value.toString().trim()));
    try (SparkSession spark = builder.getOrCreate()) {
      spark
          .read()
          .format("delta")
          .load(arguments[1])
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
    }
  }
}
