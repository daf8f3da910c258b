package org.optika.jobs.slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.jobs.JobsInSession;
import org.optika.jobs.SmallWorld;
import org.optika.sample.SampleWorld;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * All jobs on millions of rows in a heap that does not hold them: nothing is gathered, nothing is
 * lost, and the sums still hold.
 */
@Tag("slow")
@Tag("scale")
class ScaleTest {
  private static final long PEOPLE = 20_000;
  private static final int DAYS = 240;
  private static final double ACTIVITY = 10;

  @Test
  void three_million_touchpoints_pass_through_all_jobs_in_a_heap_of_a_gigabyte(@TempDir Path folder)
      throws Exception {
    SmallWorld world = SmallWorld.in(folder, 20);
    world.set("spark.sql.shuffle.partitions", "16");
    Path big = folder.resolve("big");
    new SampleWorld(PEOPLE, DAYS, 7).withActivity(ACTIVITY).writeTo(big, line -> {});
    Path lake = folder.resolve("lake");

    ChildRun run = ChildRun.start(world, "run", lake, big.resolve("raw"), SmallWorld.LATER);

    assertThat(run.exitCode()).as(run.log()).isZero();
    try (JobsInSession session = JobsInSession.open(world.config())) {
      assertThat(outcomes(session, lake)).isEqualTo(counts(big.resolve("truth/counts.csv")));
      long touchpoints = read(session, lake, Tables.TOUCHPOINT).count();
      assertThat(touchpoints).isGreaterThan(3_000_000);
      Dataset<Row> gate = read(session, lake, Tables.GATE_OUTCOME).where("job = 'build-journeys'");
      assertThat(total(gate.where("table_name = 'touchpoint'"), "row_count"))
          .isEqualTo(touchpoints);
      double conversions =
          read(session, lake, Tables.JOURNEY).where("conversion_id IS NOT NULL").count();
      for (Row credit :
          read(session, lake, Tables.ATTRIBUTION_CREDIT)
              .where("period = 'all' AND region = 'all' AND campaign = 'all'")
              .groupBy("model", "policy")
              .sum("conversions")
              .collectAsList()) {
        assertThat(credit.getDouble(2))
            .as(credit.toString())
            .isCloseTo(conversions, within(1e-9 * conversions));
      }
    }
  }

  private static Dataset<Row> read(JobsInSession session, Path lake, Table table) {
    return session.spark().read().format("delta").load(lake.resolve(table.name()).toString());
  }

  private static long total(Dataset<Row> rows, String column) {
    return rows.groupBy().sum(column).first().getLong(0);
  }

  /** By file: rows, accepted, duplicates, quarantined. */
  private static Map<String, String> outcomes(JobsInSession session, Path lake) {
    Map<String, String> outcomes = new TreeMap<>();
    for (Row row :
        read(session, lake, Tables.INGEST_OUTCOME)
            .selectExpr("file", "concat_ws(',', rows_in, accepted, duplicates, quarantined)")
            .collectAsList()) {
      outcomes.put(row.getString(0), row.getString(1));
    }
    return outcomes;
  }

  /** The same as the generator has planted it. */
  private static Map<String, String> counts(Path truth) throws IOException {
    Map<String, String> counts = new TreeMap<>();
    Files.readAllLines(truth).stream()
        .skip(1)
        .map(line -> line.split(",", 2))
        .forEach(cells -> counts.put(cells[0], cells[1]));
    return counts;
  }
}
