package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.ingest.IngestRules;
import org.optika.core.ingest.PseudonymKey;
import org.optika.core.ingest.SourceSpec;
import org.optika.spark.ingest.FileOutcome;
import org.optika.spark.ingest.Ingest;
import org.optika.spark.ingest.IngestContext;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** The shipped sources read the shipped sample: every file as its makers counted it. */
class SourcesConfigSampleTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final Path SAMPLE = Path.of("..", "data-samples");

  @TempDir private Path folder;

  @Test
  void every_file_of_the_sample_has_the_outcome_that_its_truth_tells() throws IOException {
    Faults faults = new Faults();
    List<String> purposes =
        YamlMap.load(CONF.resolve("purposes.yaml"), faults).maps("purposes").stream()
            .map(purpose -> purpose.text("id"))
            .toList();
    List<SourceSpec> sources = SourcesConfig.load(CONF, purposes, faults);
    IngestContext context =
        new IngestContext(
            SAMPLE.resolve("raw").toRealPath().toUri().toString(),
            new PseudonymKey(
                "a key for tests, 32 bytes long!!".getBytes(StandardCharsets.UTF_8), 1),
            new IngestRules(
                purposes,
                ChannelsConfig.load(CONF, faults).orElseThrow(),
                CurrenciesConfig.load(CONF, faults).orElseThrow(),
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-10-01T00:00:00Z")),
                IngestRules.ONE_DAY_MICROS),
            "run-1",
            line -> {});
    faults.throwIfAny();
    try (SparkSession spark = session()) {
      Lake lake = Lake.open(spark, folder.resolve("lake").toString(), 2);

      List<FileOutcome> outcomes = Ingest.run(lake, sources, context);

      assertThat(
              outcomes.stream()
                  .map(
                      file ->
                          "%s,%d,%d,%d,%d"
                              .formatted(
                                  file.file(),
                                  file.rowsIn(),
                                  file.accepted(),
                                  file.duplicates(),
                                  file.quarantined())))
          .containsExactlyInAnyOrderElementsOf(
              Files.readAllLines(SAMPLE.resolve("truth/counts.csv")).stream().skip(1).toList());
      assertThat(
              lake.read(Tables.QUARANTINE).select("file", "file_row").collectAsList().stream()
                  .map(row -> row.getString(0) + "," + row.getLong(1)))
          .containsExactlyInAnyOrderElementsOf(
              Files.readAllLines(SAMPLE.resolve("truth/bad_rows.csv")).stream()
                  .skip(1)
                  .map(line -> line.split(",")[0] + "," + line.split(",")[1])
                  .toList());
    }
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .appName("tests")
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .getOrCreate();
  }
}
