package org.optika.jobs.slow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.optika.jobs.JobsInSession;
import org.optika.jobs.LakeContent;
import org.optika.jobs.SmallWorld;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** Two runs at once, each in a JVM of its own, do not harm each other. */
@Tag("slow")
@Tag("races")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoRunsTest {
  private static final int PEOPLE = 40;
  private static final Instant IN_BETWEEN = Instant.parse("2026-09-10T00:00:00Z");

  /** Tables that keep the rows of runs with other clocks. */
  private static final List<Table> BY_CLOCKS =
      List.of(Tables.GATE_OUTCOME, Tables.COVERAGE, Tables.LATE_WITHDRAWAL, Tables.AFFECTED_OUTPUT);

  private SmallWorld world;
  private JobsInSession session;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    world = SmallWorld.in(folder, PEOPLE);
    session = JobsInSession.open(world.config());
  }

  @AfterAll
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  @Test
  void on_an_empty_lake_two_runs_of_the_same_leave_each_row_once(@TempDir Path folder)
      throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    session.run(undisturbed, world.both(), SmallWorld.LATER, JobsInSession.names());
    Path shared = folder.resolve("shared");

    runAtOnce(shared, SmallWorld.LATER, SmallWorld.LATER);

    LakeContent found = new LakeContent(session, shared);
    assertThat(found.differences(new LakeContent(session, undisturbed))).isEmpty();
    assertThat(found.rows(Tables.RUN_TABLE)).hasSize(2 * JobsInSession.names().size());
  }

  @Test
  void on_a_filled_lake_two_runs_with_other_clocks_each_write_what_they_would_alone(
      @TempDir Path folder) throws Exception {
    Path filled = folder.resolve("filled");
    session.run(filled, world.first(), SmallWorld.EARLIER, JobsInSession.names());
    Map<Instant, Path> alone = new HashMap<>();
    for (Instant clock : List.of(IN_BETWEEN, SmallWorld.LATER)) {
      Path lake = folder.resolve("alone-" + clock.toEpochMilli());
      SmallWorld.copy(filled, lake);
      session.run(lake, world.both(), clock, JobsInSession.names());
      alone.put(clock, lake);
    }
    Path shared = folder.resolve("shared");
    SmallWorld.copy(filled, shared);

    runAtOnce(shared, IN_BETWEEN, SmallWorld.LATER);

    for (Table table : BY_CLOCKS) {
      for (Instant clock : alone.keySet()) {
        assertThat(
                LakeContent.difference(
                    table, rowsOf(alone.get(clock), table, clock), rowsOf(shared, table, clock)))
            .isEmpty();
      }
    }
    LakeContent found = new LakeContent(session, shared);
    for (Table table : Tables.ALL) {
      if (table != Tables.RUN_TABLE && !BY_CLOCKS.contains(table)) {
        assertThat(
                alone.values().stream()
                    .map(lake -> new LakeContent(session, lake).rows(table))
                    .toList())
            .as("%s is that of one of the runs, whole", table.name())
            .contains(found.rows(table));
      }
    }
  }

  private void runAtOnce(Path lake, Instant firstClock, Instant secondClock) throws Exception {
    Files.createDirectories(lake);
    ChildRun first = ChildRun.start(world, "run", lake, world.both(), firstClock);
    ChildRun second = ChildRun.start(world, "run", lake, world.both(), secondClock);
    assertThat(first.exitCode()).as(first.log()).isZero();
    assertThat(second.exitCode()).as(second.log()).isZero();
  }

  /**
   * Rows that a run with these clocks has written. Which of two runs at once counts as earlier than
   * the other is not said, so what one found out about the other is left out.
   */
  private Map<String, Long> rowsOf(Path lake, Table table, Instant clock) {
    Column wanted = col("as_of").equalTo(lit(Timestamp.from(clock)));
    if (table == Tables.LATE_WITHDRAWAL || table == Tables.AFFECTED_OUTPUT) {
      wanted = wanted.and(col("earlier_known_at").notEqual(lit(Timestamp.from(IN_BETWEEN))));
    }
    Map<String, Long> counts = new HashMap<>();
    for (Row row :
        session
            .spark()
            .read()
            .format("delta")
            .load(lake.resolve(table.name()).toString())
            .where(wanted)
            .drop("run_id")
            .collectAsList()) {
      counts.merge(row.mkString(" | "), 1L, Long::sum);
    }
    return counts;
  }
}
