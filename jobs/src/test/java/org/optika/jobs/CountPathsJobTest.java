package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** The job continues its last run where it can, and says why where it cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountPathsJobTest {
  private static final List<String> ALL =
      List.of("ingest", "build-consent-timeline", "count-paths");
  private static final List<String> WITHOUT_INGEST = ALL.subList(1, ALL.size());
  private static final List<String> PATHS = ALL.subList(2, ALL.size());
  private static final Instant IN_BETWEEN = Instant.parse("2026-09-10T00:00:00Z");

  private SmallWorld world;
  private JobsInSession session;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    world = SmallWorld.in(folder, 40);
    String robots = Files.readString(world.config());
    Files.writeString(
        world.config(),
        robots.replaceAll("max_touchpoints_per_day: .*", "max_touchpoints_per_day: 2"));
    session = JobsInSession.open(world.config());
  }

  @AfterAll
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  private List<String> count(Path lake, Path raw, Instant clock, List<String> jobs) {
    List<String> log = new ArrayList<>();
    session.run(lake, raw, clock, jobs, log::add);
    return log.stream().filter(line -> line.startsWith("count-paths")).toList();
  }

  private Map<String, Long> paths(Path lake) {
    return new LakeContent(session, lake).rows(Tables.JOURNEY_PATH);
  }

  private Map<String, Long> robots(Path lake) {
    return new LakeContent(session, lake).rows(Tables.ROBOT);
  }

  private void compact(Path lake) {
    assertThat(
            Optika.run("compact", "--config", world.config().toString(), "--lake", lake.toString()))
        .isZero();
  }

  private long storedRows(Path lake, Table table) {
    return session
        .spark()
        .read()
        .format("delta")
        .load(lake.resolve(table.name()).toString())
        .count();
  }

  @Test
  void runs_that_continue_come_to_what_one_run_counts(@TempDir Path folder) {
    Path grown = folder.resolve("grown");
    assertThat(count(grown, world.first(), SmallWorld.EARLIER, ALL).get(0))
        .isEqualTo("count-paths: counting everything, since there is no run to continue");
    // Most subjects are new, so that permission is written as a whole.
    assertThat(count(grown, world.both(), IN_BETWEEN, ALL).get(0))
        .isEqualTo(
            "count-paths: counting everything, since table 'permission' no longer holds what the last run was told");
    Map<String, Long> early = paths(grown);
    assertThat(early).isNotEmpty();

    Path killed = folder.resolve("killed");
    SmallWorld.copy(grown, killed);
    assertThat(count(grown, world.both(), SmallWorld.LATER, WITHOUT_INGEST))
        .singleElement()
        .asString()
        .contains("journey_path");

    Path atOnce = folder.resolve("at-once");
    SmallWorld.copy(grown, atOnce);
    SmallWorld.delete(atOnce.resolve("journey_path"));
    SmallWorld.delete(atOnce.resolve("robot"));
    session.forgetTables();
    count(atOnce, world.both(), SmallWorld.LATER, PATHS);
    assertThat(paths(grown)).isEqualTo(paths(atOnce)).isNotEqualTo(early);
    assertThat(robots(grown)).isEqualTo(robots(atOnce)).isNotEmpty();

    // Killed between its two commits, the run leaves robots that no path table names.
    SmallWorld.delete(killed.resolve("robot"));
    SmallWorld.copy(grown.resolve("robot"), killed.resolve("robot"));
    session.forgetTables();
    assertThat(count(killed, world.both(), SmallWorld.LATER, WITHOUT_INGEST)).hasSize(1);
    assertThat(paths(killed)).isEqualTo(paths(atOnce));
    assertThat(robots(killed)).isEqualTo(robots(atOnce));

    Path compacted = folder.resolve("compacted");
    SmallWorld.copy(grown, compacted);
    session.forgetTables();
    compact(compacted);
    assertThat(storedRows(compacted, Tables.PERMISSION))
        .isLessThan(storedRows(grown, Tables.PERMISSION));
    for (Table table : List.of(Tables.CONSENT_TIMELINE, Tables.PERMISSION)) {
      assertThat(new LakeContent(session, compacted).rows(table))
          .isEqualTo(new LakeContent(session, grown).rows(table));
    }
    assertThat(count(compacted, world.both(), SmallWorld.LATER, WITHOUT_INGEST).get(0))
        .isEqualTo(
            "count-paths: counting everything, since table 'permission' no longer holds what the last run was told");
    assertThat(paths(compacted)).isEqualTo(paths(atOnce));

    Map<String, Long> versions = LakeContent.versions(grown);
    assertThat(count(grown, world.both(), SmallWorld.LATER, PATHS))
        .singleElement()
        .asString()
        .contains("nothing new");
    assertThat(LakeContent.versions(grown).get("journey_path"))
        .isEqualTo(versions.get("journey_path"));

    assertThat(count(grown, world.both(), SmallWorld.EARLIER, WITHOUT_INGEST).get(0))
        .isEqualTo("count-paths: counting everything, since the last run had later clocks");
  }
}
