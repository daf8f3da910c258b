package org.optika.spark.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.gate.GateWorld.ATTRIBUTION;
import static org.optika.spark.gate.GateWorld.MEASUREMENT;
import static org.optika.spark.table.Rows.day;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.spark.LocalSpark;
import org.optika.spark.gate.GateWorld;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * Releases that fail because a file of the lake is broken, in all ways that a file can be. All text
 * in the tables holds a word, and all numbers of persons and values are known ones: none of them
 * may be found in a message, a log or an event of Spark.
 */
@Tag("slow")
@Tag("retries")
@ExtendWith(LocalSpark.class)
class ReleaseCanaryTest {
  private static final int FAILURES = 30;
  private static final String WORD = "canary-4711";
  private static final int PERSON = 1_147_114_711;
  private static final String VALUE = "4711.4711";
  private static final Clocks CLOCKS = GateWorld.clocks(60, 60);
  private static final DataPeriod MARCH = DataPeriod.of("2026-03-01", "2026-04-01");

  /** What rules decide on: a word in it would keep the row out. */
  private static final List<String> DECIDED_ON =
      List.of(
          "controller_id",
          "purpose",
          "action",
          "consent_type",
          "event_time_precision",
          "jurisdiction",
          "kind",
          "method",
          "collection_channel",
          "notice_id");

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  private static Dataset<Row> planted(Table table, Dataset<Row> rows) {
    Dataset<Row> planted = rows;
    for (StructField field : rows.schema().fields()) {
      if (field.dataType().equals(DataTypes.StringType) && !DECIDED_ON.contains(field.name())) {
        Column word = functions.lit(WORD + " " + table.name());
        planted = planted.withColumn(field.name(), word);
      }
    }
    return planted;
  }

  private static GateWorld world(SparkSession spark, Path root) {
    GateWorld world = GateWorld.at(spark, root);
    Map<Table, Dataset<Row>> tables =
        Map.of(
            Tables.CONSENT_EVENT,
            Rows.of(Tables.CONSENT_EVENT, "subject_id", "event_time")
                .with("notice_id", "banner")
                .row(PERSON, day(2))
                .on(spark),
            Tables.TOUCHPOINT,
            Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "channel")
                .row(PERSON, day(3), 1)
                .on(spark),
            Tables.CONVERSION,
            Rows.of(Tables.CONVERSION, "subject_id", "occurred_at", "conversion_id", "value")
                .row(PERSON, day(5), 11L, VALUE)
                .on(spark));
    tables.forEach((table, rows) -> world.lake().appendNew(table, planted(table, rows)));
    world.buildTimeline();
    world.buildPermission(CLOCKS);
    return world;
  }

  private void release(GateWorld world, String source, String key) {
    ReleasePlan plan =
        ReleasePlan.of(
            ReleaseSpec.named("canary")
                .source(source)
                .period(MARCH)
                .key(key, "a", "b")
                .perPerson(1, 1)
                .count("rows")
                .price("1", "0")
                .build());
    Releases.of(
            plan,
            new ReleaseInputs(
                world.lake(),
                world.gate(CLOCKS),
                Rows.CONTROLLER,
                CLOCKS,
                List.of(MEASUREMENT),
                List.of(MEASUREMENT, ATTRIBUTION),
                ChannelNames.of(Arrays.asList(null, "search", "social")),
                RefusedTouchPolicy.DROP_TOUCH,
                MARCH,
                seen::add))
        .run(new ReleaseKey(new byte[ReleaseKey.BYTES]), 1, "query");
  }

  /** Breaks a data file and returns what it was. */
  private static byte[] breakFile(Path file, Random random) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] broken = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, Arrays.copyOf(broken, random.nextInt(broken.length)));
      case 2 -> {
        int from = random.nextInt(broken.length);
        int to = from + 1 + random.nextInt(broken.length - from);
        Arrays.fill(broken, from, to, (byte) random.nextInt());
        Files.write(file, broken);
      }
      default -> {
        for (int i = 0; i < 20; i++) {
          broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
        }
        Files.write(file, broken);
      }
    }
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    return whole;
  }

  private static List<Path> dataFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .filter(
              file ->
                  Stream.of(
                          Tables.TOUCHPOINT,
                          Tables.CONVERSION,
                          Tables.CONSENT_EVENT,
                          Tables.PERMISSION)
                      .anyMatch(table -> file.toString().contains("/" + table.name() + "/")))
          .sorted()
          .toList();
    }
  }

  @Test
  void thirty_broken_lakes_tell_nothing(SparkSession spark, @TempDir Path root) throws IOException {
    GateWorld world = world(spark, root);
    Map<String, String> keys =
        Map.of("touchpoints", "region", "conversions", "region", "opt-in", "region");
    keys.forEach((source, key) -> release(world, source, key)); // whole, they all work
    Random random = new Random(1);
    List<Path> files = dataFiles(root);
    int failures = 0;

    try (Ears ears = new Ears(spark)) {
      for (int attempt = 0; failures < FAILURES; attempt++) {
        assertThat(attempt).isLessThan(20 * FAILURES);
        Path file = files.get(random.nextInt(files.size()));
        byte[] whole = breakFile(file, random);
        for (Map.Entry<String, String> release : keys.entrySet()) {
          try {
            release(world, release.getKey(), release.getValue());
          } catch (RuntimeException failure) {
            failures++;
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            seen.add(text.toString());
          }
        }
        Files.write(file, whole);
      }
      ears.listenToTheEnd();
    }

    assertThat(seen).hasSizeGreaterThan(FAILURES);
    assertThat(seen).anyMatch(text -> text.contains("SparkListenerTaskEnd"));
    for (String planted : List.of(WORD, Integer.toString(PERSON), VALUE)) {
      assertThat(seen).noneMatch(text -> text.contains(planted));
    }
  }

  /** Hears all logs at level info, and all events. */
  private final class Ears implements AutoCloseable {
    private final SparkSession spark;
    private final LoggerContext logs = (LoggerContext) LogManager.getContext(false);
    private final Level before = logs.getConfiguration().getRootLogger().getLevel();
    private final SparkFirehoseListener events =
        new SparkFirehoseListener() {
          @Override
          public void onEvent(SparkListenerEvent event) {
            seen.add(JsonProtocol.sparkEventToJsonString(event));
          }
        };
    private final AbstractAppender appender =
        new AbstractAppender("ears", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            seen.add(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
              StringWriter text = new StringWriter();
              event.getThrown().printStackTrace(new PrintWriter(text));
              seen.add(text.toString());
            }
          }
        };

    private Ears(SparkSession spark) {
      this.spark = spark;
      appender.start();
      logs.getConfiguration().getRootLogger().addAppender(appender, Level.INFO, null);
      logs.getConfiguration().getRootLogger().setLevel(Level.INFO);
      logs.updateLoggers();
      spark.sparkContext().addSparkListener(events);
    }

    private void listenToTheEnd() {
      try {
        spark.sparkContext().listenerBus().waitUntilEmpty();
      } catch (java.util.concurrent.TimeoutException slow) {
        throw new AssertionError("events of Spark do not end", slow);
      }
    }

    @Override
    public void close() {
      spark.sparkContext().removeSparkListener(events);
      logs.getConfiguration().getRootLogger().removeAppender("ears");
      logs.getConfiguration().getRootLogger().setLevel(before);
      logs.updateLoggers();
    }
  }
}
