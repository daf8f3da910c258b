package org.optika.jobs.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.optika.jobs.JobsInSession;
import org.optika.jobs.LakeContent;
import org.optika.jobs.SmallWorld;
import org.optika.spark.table.Tables;

/**
 * A release that is killed at any point and run again is charged once and published once. What was
 * published before the kill stays as it was, and no key is left. The points are: at once after each
 * commit of ledger and table, and seeded moments between.
 */
@Tag("slow")
@Tag("release-kill")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseKillTest {
  private static final int PEOPLE = 40;
  private static final int RANDOM_KILLS = 6;
  private static final int LONGEST_DELAY_MILLIS = 8_000;
  private static final int CHANNELS = 3;

  private SmallWorld world;
  private JobsInSession session;
  private Path before;
  private Path specification;
  private int commits;

  @BeforeAll
  void publish_undisturbed(@TempDir Path folder) throws Exception {
    world = SmallWorld.in(folder, PEOPLE);
    session = JobsInSession.open(world.config());
    before = Files.createDirectory(folder.resolve("before"));
    session.run(before, world.first(), SmallWorld.LATER, JobsInSession.names());
    specification =
        Files.writeString(
            folder.resolve("reach.yaml"),
            """
            id: reach
            title: Reach
            source: touchpoints
            period: {from: 2025-01-01, until: 2027-01-01}
            keys:
              - {column: channel, values: [email, direct, display]}
            per_person: {groups: 1, rows_per_group: 1}
            metrics:
              - {id: people, kind: people}
            epsilon: 1
            delta: 0
            relative_error: 0.1
            group_sizes: [100]
            """);
    Path lake = copyOf(before, folder);
    ChildRun run = release(lake);
    assertThat(run.exitCode()).as(run.log()).isZero();
    commits = LakeContent.commits(lake).size() - LakeContent.commits(before).size();
    assertPublishedOnce(lake, Map.of());
  }

  @AfterAll
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  private ChildRun release(Path lake) throws IOException {
    return ChildRun.start(
        world,
        "release",
        lake,
        world.first(),
        SmallWorld.LATER,
        "--spec",
        specification.toString());
  }

  private Map<String, Long> published(Path lake) {
    session.forgetTables();
    return new LakeContent(session, lake).rows(Tables.DP_RELEASE);
  }

  /**
   * @param earlier rows that were published before the run was killed
   */
  private void assertPublishedOnce(Path lake, Map<String, Long> earlier) throws IOException {
    Map<String, Long> rows = published(lake);
    assertThat(rows).hasSize(CHANNELS).containsAllEntriesOf(earlier);
    assertThat(rows.values()).containsOnly(1L);
    List<String> kinds =
        session
            .spark()
            .read()
            .format("delta")
            .load(lake.resolve(Tables.BUDGET_LEDGER.name()).toString())
            .orderBy("sequence")
            .select("entry")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(kinds).containsExactly("reserve", "commit");
    try (Stream<Path> keys = Files.list(world.releaseKeys())) {
      assertThat(keys).isEmpty();
    }
  }

  private void killAndRunAgain(int afterCommits, int millis, Path folder) throws Exception {
    Path lake = copyOf(before, folder);
    int first = LakeContent.commits(before).size();
    ChildRun killed = release(lake);
    while (killed.isAlive() && LakeContent.commits(lake).size() < first + afterCommits) {
      Thread.sleep(2);
    }
    Thread.sleep(millis);
    killed.kill();
    assertThat(killed.exitCode()).as(killed.log()).isIn(0, ChildRun.KILLED);
    Map<String, Long> earlier = published(lake);

    ChildRun again = release(lake);

    assertThat(again.exitCode()).as(again.log()).isZero();
    assertPublishedOnce(lake, earlier);
    SmallWorld.delete(lake);
  }

  @Test
  void after_each_commit(@TempDir Path folder) throws Exception {
    assertThat(commits).isGreaterThanOrEqualTo(3);
    for (int afterCommits = 1; afterCommits <= commits; afterCommits++) {
      killAndRunAgain(afterCommits, 0, folder);
    }
  }

  @Test
  void at_any_moment(@TempDir Path folder) throws Exception {
    Random random = new Random(7);
    for (int kill = 0; kill < RANDOM_KILLS; kill++) {
      killAndRunAgain(random.nextInt(commits), random.nextInt(LONGEST_DELAY_MILLIS), folder);
    }
  }

  private static Path copyOf(Path lake, Path folder) throws IOException {
    Path copy = Files.createTempDirectory(folder, "lake").resolve("tables");
    SmallWorld.copy(lake, copy);
    return copy;
  }
}
