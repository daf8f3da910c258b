package org.optika.jobs;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.OptionConverters;

/** Starts Spark: as spark-submit says, else in this JVM with the settings of the config folder. */
final class Sessions {
  private Sessions() {}

  /** The session that this JVM has already, as in a notebook. */
  static Optional<SparkSession> running() {
    return OptionConverters.toJava(SparkSession.getDefaultSession());
  }

  /**
   * @param confFolder holds {@code spark-defaults.conf}; what is already set (by spark-submit or a
   *     system property) wins over it
   */
  static SparkSession open(String application, Path confFolder) {
    return SparkSession.builder().config(settings(application, confFolder)).getOrCreate();
  }

  /** What {@link #open} sets; nothing that is already set. */
  static SparkConf settings(String application, Path confFolder) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", application);
    Path defaults = confFolder.resolve("spark-defaults.conf");
    if (Files.exists(defaults)) {
      Properties settings = new Properties();
      try (Reader reader = Files.newBufferedReader(defaults, StandardCharsets.UTF_8)) {
        settings.load(reader);
      } catch (IOException unreadable) {
        throw new UserErrorException("%s: cannot be read: %s", defaults, unreadable.getMessage());
      }
      settings.forEach((key, value) -> conf.setIfMissing(key.toString(), value.toString().trim()));
    }
    conf.setIfMissing("spark.master", "local[*]");
    return conf;
  }
}
