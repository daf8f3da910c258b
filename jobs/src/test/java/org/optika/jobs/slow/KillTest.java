package org.optika.jobs.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.jobs.JobsInSession;
import org.optika.jobs.LakeContent;
import org.optika.jobs.SmallWorld;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * A job that is killed at any point and run again leaves the same rows in all tables. The points
 * are: at once after each commit of the job, and seeded moments between (a table may get its
 * checkpoint then); moreover every state that the logs can have between two commits, with the data
 * files of the commits that are missing left behind.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
  private static final String INGEST = "ingest";
  private static final int PEOPLE = 40;
  private static final int RANDOM_KILLS = 2;
  private static final int LONGEST_DELAY_MILLIS = 3_000;

  private SmallWorld world;
  private JobsInSession session;
  private final Map<Before, List<Stage>> stages = new HashMap<>();

  /** What the lake holds when the run begins. */
  private enum Before {
    NOTHING,
    EARLIER_RUN
  }

  /**
   * The lake around one job of a run that nobody disturbs.
   *
   * @param commits files of the commits that the job made in {@code after}, oldest first
   */
  private record Stage(
      String job, Path before, Path after, List<Path> commits, LakeContent expected) {}

  @BeforeAll
  void run_undisturbed(@TempDir Path folder) throws IOException {
    world = SmallWorld.in(folder, PEOPLE);
    // Delta's default is every tenth commit, which small tables would hardly ever reach.
    world.set("spark.databricks.delta.properties.defaults.checkpointInterval", "2");
    session = JobsInSession.open(world.config());
    for (Before before : Before.values()) {
      Path lake = Files.createDirectory(folder.resolve(before.name()));
      if (before == Before.EARLIER_RUN) {
        session.run(lake, world.first(), SmallWorld.EARLIER, JobsInSession.names());
      }
      List<Stage> ofRun = new ArrayList<>();
      for (String job : JobsInSession.names()) {
        Path after = folder.resolve(before + "-" + job);
        SmallWorld.copy(lake, after);
        session.run(after, world.both(), SmallWorld.LATER, List.of(job));
        ofRun.add(
            new Stage(job, lake, after, newCommits(lake, after), new LakeContent(session, after)));
        lake = after;
      }
      stages.put(before, ofRun);
    }
  }

  @AfterAll
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  /** Files of commits that {@code after} has and {@code before} has not, oldest first. */
  private static List<Path> newCommits(Path before, Path after) {
    return LakeContent.commits(after).stream()
        .filter(commit -> !Files.exists(before.resolve(after.relativize(commit))))
        .sorted(Comparator.comparing(commit -> commit.toFile().lastModified()))
        .toList();
  }

  /** So many milliseconds after so many commits of the job. */
  private record KillPoint(int commits, int millis) {
    /** Returns early when the run ends by itself. */
    void await(ChildRun run, Path lake, int commitsBefore) throws InterruptedException {
      while (run.isAlive() && LakeContent.commits(lake).size() < commitsBefore + commits) {
        Thread.sleep(2);
      }
      Thread.sleep(millis);
    }
  }

  /** All, or those that {@code -Doptika.jobs=a,b} names. */
  static Stream<String> jobs() {
    List<String> wanted = List.of(System.getProperty("optika.jobs", "").split(","));
    return JobsInSession.names().stream()
        .filter(job -> wanted.contains("") || wanted.contains(job));
  }

  static Stream<Arguments> runsAndJobs() {
    return Stream.of(Before.values())
        .flatMap(before -> jobs().map(job -> Arguments.of(before, job)));
  }

  private Stage stage(Before before, String job) {
    return stages.get(before).stream().filter(s -> s.job().equals(job)).findFirst().orElseThrow();
  }

  @Test
  @Tag("kill")
  void one_run_of_all_jobs_gives_what_each_job_alone_gives(@TempDir Path folder) throws Exception {
    for (Before before : Before.values()) {
      Path lake = copyOf(stages.get(before).get(0).before(), folder);
      ChildRun run = ChildRun.start(world, "run", lake, world.both(), SmallWorld.LATER);
      assertThat(run.exitCode()).as(run.log()).isZero();

      assertThat(
              new LakeContent(session, lake)
                  .differences(stages.get(before).get(stages.get(before).size() - 1).expected()))
          .isEmpty();
    }
  }

  @Test
  @Tag("ingest-kill")
  void ingest_that_is_killed_and_run_again_gives_the_same_rows(@TempDir Path folder)
      throws Exception {
    killAndRunAgain(INGEST, folder);
  }

  static Stream<String> laterJobs() {
    return jobs().filter(job -> !job.equals(INGEST));
  }

  @ParameterizedTest
  @Tag("kill")
  @MethodSource("laterJobs")
  void a_job_that_is_killed_and_run_again_gives_the_same_rows(String job, @TempDir Path folder)
      throws Exception {
    killAndRunAgain(job, folder);
  }

  private void killAndRunAgain(String job, Path folder) throws Exception {
    Stage stage = stage(Before.EARLIER_RUN, job);
    Random random = new Random(job.hashCode());
    List<String> failures = new ArrayList<>();
    List<KillPoint> points = new ArrayList<>();
    for (int commits = 1; commits <= stage.commits().size(); commits++) {
      points.add(new KillPoint(commits, 0));
    }
    for (int kill = 0; kill < RANDOM_KILLS; kill++) {
      points.add(
          new KillPoint(
              random.nextInt(stage.commits().size()), random.nextInt(LONGEST_DELAY_MILLIS)));
    }
    int killed = 0;
    long start = System.nanoTime();
    for (KillPoint point : points) {
      Path lake = copyOf(stage.before(), folder);
      ChildRun run = ChildRun.start(world, job, lake, world.both(), SmallWorld.LATER);
      point.await(run, lake, LakeContent.commits(stage.before()).size());
      run.kill();
      int exitCode = run.exitCode();
      assertThat(exitCode).as("%s: %s", point, run.log()).isIn(0, ChildRun.KILLED);
      if (exitCode == ChildRun.KILLED) {
        killed++;
      }
      rerun(stage, lake, point.toString(), failures);
    }
    System.out.printf(
        "%s: killed %d times, %d commits, %d s%n",
        job,
        killed,
        stage.commits().size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    assertThat(failures).isEmpty();
    assertThat(killed).isGreaterThanOrEqualTo(stage.commits().size());
  }

  @ParameterizedTest
  @Tag("states")
  @MethodSource("runsAndJobs")
  void from_every_state_of_the_logs_a_job_comes_to_the_same_rows(
      Before before, String job, @TempDir Path folder) throws IOException {
    Stage stage = stage(before, job);
    List<String> failures = new ArrayList<>();
    long start = System.nanoTime();
    for (int kept = 0; kept < stage.commits().size(); kept++) {
      Path lake = copyOf(stage.after(), folder);
      for (Path commit : stage.commits().subList(kept, stage.commits().size())) {
        removeVersion(lake.resolve(stage.after().relativize(commit)));
      }
      rerun(stage, lake, "left after commit %d".formatted(kept), failures);
    }
    System.out.printf(
        "%s, %s: %d states of the logs, %d s%n",
        before,
        job,
        stage.commits().size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    assertThat(failures).isEmpty();
  }

  /** Takes a commit away with its checksum and checkpoint; the data files stay. */
  private static void removeVersion(Path commit) throws IOException {
    String version = commit.getFileName().toString().substring(0, 20);
    try (Stream<Path> files = Files.list(commit.getParent())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(version)
            || name.startsWith("." + version)
            || name.contains("_last_checkpoint")) {
          Files.delete(file);
        }
      }
    }
  }

  private void rerun(Stage stage, Path lake, String state, List<String> failures)
      throws IOException {
    try {
      session.run(lake, world.both(), SmallWorld.LATER, List.of(stage.job()));
      new LakeContent(session, lake)
          .differences(stage.expected(), LakeContent.versions(stage.before())).stream()
              .map(difference -> state + ": " + difference)
              .forEach(failures::add);
    } catch (RuntimeException failed) {
      failures.add(state + ": " + failed);
    }
    session.forgetTables();
    SmallWorld.delete(lake);
  }

  @Test
  @Tag("kill")
  void leftovers_of_a_killed_run_change_nothing(@TempDir Path folder) throws IOException {
    for (Before before : Before.values()) {
      List<Stage> ofRun = stages.get(before);
      Stage last = ofRun.get(ofRun.size() - 1);
      for (Path from : List.of(ofRun.get(0).before(), last.after())) {
        Path lake = copyOf(from, folder);
        for (Table table : Tables.ALL) {
          Path donor = last.after().resolve(table.name());
          if (Files.exists(donor)) { // tables of scores are written by no job of these runs
            leaveBehind(donor, lake.resolve(table.name()));
          }
        }

        session.run(lake, world.both(), SmallWorld.LATER, JobsInSession.names());

        assertThat(new LakeContent(session, lake).differences(last.expected())).isEmpty();
      }
    }
  }

  /** Half a commit, half a checkpoint and data files that no commit names. */
  private static void leaveBehind(Path donor, Path table) throws IOException {
    Path log = Files.createDirectories(table.resolve("_delta_log"));
    long version =
        LakeContent.versions(table.getParent()).getOrDefault(table.getFileName().toString(), -1L);
    String next = "%020d.json".formatted(version + 1);
    Files.writeString(log.resolve("." + next + ".0a1b2c.tmp"), "{\"commitInfo\":{\"time");
    Files.writeString(log.resolve(".00000000000000000002.checkpoint.0a1b2c.parquet.tmp"), "PAR1");
    try (Stream<Path> files = Files.walk(donor)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        Path target = table.resolve(donor.relativize(file).toString());
        if (!file.toString().contains("_delta_log")) {
          Path copy = target.resolveSibling("part-left-" + target.getFileName());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static Path copyOf(Path lake, Path folder) throws IOException {
    Path copy = Files.createTempDirectory(folder, "lake").resolve("tables");
    SmallWorld.copy(lake, copy);
    return copy;
  }
}
