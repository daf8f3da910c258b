package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.table.Rows.day;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.spark.LocalSpark;
import org.optika.spark.consent.ConsentTimelineBuilder;
import org.optika.spark.consent.RandomConsent;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.consent.TimelineUpdate;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/** What builds append comes to the same as building all of it again. */
@ExtendWith(LocalSpark.class)
class VersionsTest {
  private static final int SUBJECTS = 60;
  private static final String BASIS = "rules 1";

  @TempDir private Path root;
  private SparkSession session;
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void open(SparkSession spark) {
    session = spark;
  }

  /** The lake as another run opens it. */
  private Lake run() {
    return Lake.open(session, root.toString(), 2);
  }

  private void deliver(Rows rows) {
    run().appendNew(Tables.CONSENT_EVENT, rows.on(session));
  }

  private void updateTimeline(Lake lake, String basis) {
    TimelineUpdate.run(lake, Rows.CONTROLLER, RandomConsent.RULES, basis, log::add);
  }

  private void updatePermission(Lake lake, double knownAtDay, String basis) {
    PermissionUpdate.run(
        lake, Rows.CONTROLLER, RandomConsent.RULES, Rows.dayMicros(knownAtDay), basis, log::add);
  }

  /** A run of the job; what it said of tables written as a whole. */
  private List<String> build(double knownAtDay, String basis) {
    log.clear();
    Lake lake = run();
    updateTimeline(lake, basis);
    updatePermission(lake, knownAtDay, basis);
    return List.copyOf(log);
  }

  private List<String> build(double knownAtDay) {
    return build(knownAtDay, BASIS);
  }

  private List<TableVersion> versions() {
    Lake lake = run();
    return List.of(lake.version(Tables.CONSENT_TIMELINE), lake.version(Tables.PERMISSION));
  }

  private void requireAsBuiltAtOnce(double knownAtDay) {
    Lake lake = run();
    Dataset<Row> timeline =
        ConsentTimelineBuilder.build(
            lake.read(Tables.CONSENT_EVENT), Rows.CONTROLLER, RandomConsent.RULES);
    assertThat(Rows.texts(TimelineTable.in(lake).rows(), timeline.columns()))
        .isEqualTo(Rows.texts(timeline, timeline.columns()));
    long knownAtMicros = Rows.dayMicros(knownAtDay);
    assertThat(steps(PermissionTable.in(lake).rows(Rows.CONTROLLER, knownAtMicros)))
        .isEqualTo(
            steps(
                PermissionBuilder.build(
                    timeline, Rows.CONTROLLER, knownAtMicros, RandomConsent.RULES)));
  }

  /** A row without steps says what no row says. */
  private static List<String> steps(Dataset<Row> permission) {
    return Rows.texts(permission.where("size(from) > 0"), "subject_id", "`from`", "state");
  }

  static LongStream oneWorld() {
    return LongStream.range(1, 2);
  }

  static LongStream twentyWorlds() {
    return LongStream.range(100, 120);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("oneWorld")
  void after_each_delivery_the_tables_are_those_built_at_once(long seed) {
    deliverAndCompare(seed, 20, 45, 70);
  }

  @Tag("slow")
  @Tag("changes")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("twentyWorlds")
  void after_each_delivery_the_tables_are_those_built_at_once_in_twenty_worlds(long seed) {
    deliverAndCompare(seed, 20, 45, 45, 70, 60);
  }

  private void deliverAndCompare(long seed, double... knownAt) {
    Random random = new Random(seed);
    List<Rows> deliveries = new RandomConsent(seed, SUBJECTS).deliveries(knownAt.length);
    int whole = 0;
    for (int i = 0; i < knownAt.length; i++) {
      deliver(deliveries.get(i));
      if (random.nextInt(3) == 0) {
        // A run that is killed between its two commits.
        updateTimeline(run(), BASIS);
      }
      whole += build(knownAt[i]).size();
      requireAsBuiltAtOnce(knownAt[i]);
    }
    // Both at first; permission when known_at stays or goes back; both when much was appended.
    assertThat(whole).isBetween(2, 7);
    List<TableVersion> before = versions();
    assertThat(build(knownAt[knownAt.length - 1])).isEmpty();
    assertThat(versions()).isEqualTo(before);
  }

  private static Rows given() {
    return Rows.of(Tables.CONSENT_EVENT, "event_id", "subject_id", "action", "event_time")
        .with("notice_id", "site")
        .with("notice_version", 2);
  }

  /** Ten subjects who have consented on day 0. */
  private void deliverTen() {
    Rows rows = given();
    for (int subject = 0; subject < 10; subject++) {
      rows.row("e" + subject, subject, "given", day(0));
    }
    deliver(rows);
  }

  private long rowsOf(Table table, String condition) {
    return session.read().format("delta").load(run().location(table)).where(condition).count();
  }

  @Test
  void only_touched_subjects_are_written() {
    deliverTen();
    assertThat(build(5))
        .containsExactly(
            "consent_timeline is written as a whole: it was not built yet",
            "permission is written as a whole: it was not built yet");

    deliver(given().row("w", 3, "withdrawn", day(6)));
    assertThat(build(7)).isEmpty();

    assertThat(Arrays.asList(TimelineTable.in(run()).rows().columns()))
        .isEqualTo(Arrays.asList(Tables.CONSENT_TIMELINE.schema().fieldNames()));
    assertThat(rowsOf(Tables.CONSENT_TIMELINE, "version = 1 AND subject_id <> 3")).isZero();
    assertThat(rowsOf(Tables.CONSENT_TIMELINE, "version = 1 AND subject_id = 3")).isPositive();
    assertThat(rowsOf(Tables.PERMISSION, "known_at > '2026-03-06'")).isEqualTo(1);
    requireAsBuiltAtOnce(7);
    PermissionTable table = PermissionTable.in(run());
    assertThat(table.builtFor()).contains(Rows.dayMicros(7));
    assertThat(table.holds(Rows.dayMicros(5))).isTrue();
    assertThat(table.holds(Rows.dayMicros(6))).isFalse();
    assertThatThrownBy(() -> table.rows(Rows.CONTROLLER, Rows.dayMicros(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Table 'permission' was built for known_at 2026-03-08T00:00:00Z; this run has"
                + " 2026-03-06T00:00:00Z. Build it again with the clocks of this run.");
  }

  @Test
  void knowledge_that_only_comes_of_age_changes_permission_and_not_the_timeline() {
    deliverTen();
    deliver(given().row("w", 3, "withdrawn", day(6)));
    build(5);
    TableVersion timeline = run().version(Tables.CONSENT_TIMELINE);

    assertThat(build(7)).isEmpty();

    assertThat(run().version(Tables.CONSENT_TIMELINE)).isEqualTo(timeline);
    assertThat(rowsOf(Tables.PERMISSION, "known_at > '2026-03-06'")).isEqualTo(1);
    requireAsBuiltAtOnce(7);
  }

  @Test
  void other_rules_earlier_knowledge_and_the_same_clocks_need_a_whole_build() {
    deliverTen();
    build(5);

    assertThat(build(6, "rules 2"))
        .containsExactly(
            "consent_timeline is written as a whole: rules, controller or program are others",
            "permission is written as a whole: rules, controller or program are others");
    assertThat(build(4, "rules 2"))
        .containsExactly("permission is written as a whole: it was built for a later known_at");
    requireAsBuiltAtOnce(4);

    deliver(given().row("w", 3, "withdrawn", day(3)));
    assertThat(build(4, "rules 2"))
        .containsExactly(
            "permission is written as a whole: consent_timeline has changed under the same"
                + " known_at");
    requireAsBuiltAtOnce(4);
  }

  @Test
  void what_is_not_known_of_a_table_needs_a_whole_build() {
    deliverTen();
    build(5);
    for (Table table : List.of(Tables.CONSENT_TIMELINE, Tables.PERMISSION)) {
      session.sql(
          "ALTER TABLE delta.`%s` UNSET TBLPROPERTIES ('optika.version', 'optika.timeline')"
              .formatted(run().location(table)));
    }
    DeltaLog.clearCache();

    assertThat(build(6))
        .containsExactly(
            "consent_timeline is written as a whole: it was not built yet",
            "permission is written as a whole: consent_timeline was");

    session.sql(
        "DELETE FROM delta.`%s` WHERE event_time = '2026-03-01' AND subject_id = 4"
            .formatted(run().location(Tables.CONSENT_EVENT)));
    assertThat(build(7))
        .containsExactly(
            "consent_timeline is written as a whole: what is new in consent_event cannot be told"
                + " from its log",
            "permission is written as a whole: consent_timeline was");
    requireAsBuiltAtOnce(7);
  }

  @Test
  void a_subject_of_whom_corrections_leave_nothing_loses_what_it_had() {
    deliverTen();
    Rows own =
        Rows.of(
                Tables.CONSENT_EVENT,
                "event_id",
                "source_event_id",
                "subject_id",
                "event_time",
                "correction_of")
            .with("notice_id", "site")
            .with("notice_version", 2);
    deliver(own.row("a", "a", 20, day(1), "b"));
    build(5);
    assertThat(rowsOf(Tables.CONSENT_TIMELINE, "subject_id = 20")).isPositive();

    deliver(own.row("b", "b", 20, day(1), "a"));

    assertThat(build(6))
        .containsExactly(
            "consent_timeline is written as a whole: corrections leave nothing of a subject",
            "permission is written as a whole: consent_timeline was");
    requireAsBuiltAtOnce(6);
    assertThat(rowsOf(Tables.CONSENT_TIMELINE, "subject_id = 20")).isZero();
  }

  @Test
  void compaction_drops_what_holds_no_more_and_later_builds_still_append() {
    deliverTen();
    build(5);
    deliver(given().row("w", 3, "withdrawn", day(6)));
    build(7);
    Lake lake = run();
    TableVersion timeline = lake.version(Tables.CONSENT_TIMELINE);

    assertThat(TimelineTable.in(lake).compact()).isTrue();
    assertThat(PermissionTable.in(lake).compact(timeline)).isTrue();

    assertThat(rowsOf(Tables.CONSENT_TIMELINE, "version > 0")).isZero();
    assertThat(rowsOf(Tables.PERMISSION, "subject_id = 3")).isEqualTo(1);
    requireAsBuiltAtOnce(7);
    assertThat(PermissionTable.in(run()).holds(Rows.dayMicros(5))).isFalse();
    assertThat(TimelineTable.in(run()).compact()).isFalse();
    assertThat(build(7)).isEmpty();
    deliver(given().row("w2", 4, "withdrawn", day(7)));
    assertThat(build(8)).isEmpty();
    assertThat(rowsOf(Tables.CONSENT_TIMELINE, "version = 1 AND subject_id <> 4")).isZero();
    requireAsBuiltAtOnce(8);
  }

  @Test
  void a_run_whose_table_another_run_has_written_meanwhile_writes_it_as_a_whole() {
    deliverTen();
    build(5);
    deliver(given().row("w", 3, "withdrawn", day(6)));
    Lake slow = run();
    for (Table table : List.of(Tables.CONSENT_EVENT, Tables.CONSENT_TIMELINE, Tables.PERMISSION)) {
      slow.version(table);
    }
    build(7);

    log.clear();
    updateTimeline(slow, BASIS);
    updatePermission(slow, 8, BASIS);

    assertThat(log)
        .containsExactly(
            "consent_timeline is written as a whole: another run has written it meanwhile",
            "permission is written as a whole: consent_timeline was");
    requireAsBuiltAtOnce(8);
  }
}
