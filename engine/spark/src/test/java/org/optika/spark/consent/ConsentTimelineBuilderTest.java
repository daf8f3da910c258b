package org.optika.spark.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.table.Rows.day;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.gate.PermissionSteps;
import org.optika.spark.LocalSpark;
import org.optika.spark.gate.PermissionBuilder;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

@ExtendWith(LocalSpark.class)
class ConsentTimelineBuilderTest {
  private static final int SUBJECTS = 120;

  @AfterEach
  void one_partition_again(SparkSession spark) {
    spark.conf().set("spark.sql.shuffle.partitions", "1");
  }

  @ParameterizedTest(name = "seed {0}, {1} partitions")
  @CsvSource({"1, 1", "1, 3", "1, 8", "2, 3"})
  void timeline_is_that_of_the_core_however_rows_are_ordered_and_parted(
      long seed, int partitions, SparkSession spark) {
    RandomConsent world = new RandomConsent(seed, SUBJECTS);
    spark.conf().set("spark.sql.shuffle.partitions", Integer.toString(partitions));
    Dataset<Row> events =
        world.rows().on(spark).orderBy(functions.rand(seed + partitions)).repartition(partitions);

    Dataset<Row> timeline =
        ConsentTimelineBuilder.build(events, Rows.CONTROLLER, RandomConsent.RULES);

    assertThat(bySubject(timeline)).isEqualTo(world.timelines());
  }

  @ParameterizedTest(name = "known on day {0}")
  @ValueSource(doubles = {-1, 10, 45, 200})
  void permission_is_that_of_the_core(double knownAtDay, SparkSession spark) {
    RandomConsent world = new RandomConsent(3, SUBJECTS);
    long knownAtMicros = Rows.dayMicros(knownAtDay);
    Dataset<Row> timeline =
        ConsentTimelineBuilder.build(world.rows().on(spark), Rows.CONTROLLER, RandomConsent.RULES);

    Dataset<Row> permission =
        PermissionBuilder.build(timeline, Rows.CONTROLLER, knownAtMicros, RandomConsent.RULES);

    assertThat(stepsBySubject(permission)).isEqualTo(coreSteps(world, knownAtMicros));
  }

  @Test
  void consent_never_crosses_controllers(SparkSession spark) {
    Dataset<Row> events =
        Rows.of(Tables.CONSENT_EVENT, "subject_id", "event_time", "controller_id")
            .row(1, day(0), "another shop")
            .on(spark);

    Dataset<Row> timeline =
        ConsentTimelineBuilder.build(events, Rows.CONTROLLER, RandomConsent.RULES);

    assertThat(timeline.count()).isZero();
  }

  @Test
  void the_event_that_decided_and_its_rule_are_on_the_interval(SparkSession spark) {
    Dataset<Row> events =
        Rows.of(Tables.CONSENT_EVENT, "subject_id", "event_id", "action", "event_time")
            .with("notice_id", "banner")
            .row(1, "yes", "given", day(0))
            .row(1, "no", "withdrawn", day(4))
            .on(spark);

    Dataset<Row> timeline =
        ConsentTimelineBuilder.build(events, Rows.CONTROLLER, RandomConsent.RULES);

    assertThat(
            Rows.texts(
                timeline.where("known_to IS NULL"),
                "valid_from",
                "valid_to",
                "state",
                "state_code",
                "rule_id",
                "event_id",
                "legal_basis"))
        .containsExactly(
            "2026-03-01 00:00:00.0 2026-03-05 00:00:00.0 consent 1 consent yes consent",
            "2026-03-05 00:00:00.0 null withdrawn 6 R2 no consent");
  }

  /** In the order of the core: purpose, then known and valid time. */
  private static Map<Long, List<ConsentInterval>> bySubject(Dataset<Row> timeline) {
    Map<Long, List<ConsentInterval>> bySubject = new TreeMap<>();
    for (Row row :
        timeline
            .orderBy("subject_id", "purpose", "known_from", "valid_from")
            .select(ConsentIntervals.columns())
            .collectAsList()) {
      bySubject
          .computeIfAbsent(row.getLong(0), subject -> new ArrayList<>())
          .add(ConsentIntervals.of(row));
    }
    return bySubject;
  }

  private static Map<Long, PermissionSteps> stepsBySubject(Dataset<Row> permission) {
    Map<Long, PermissionSteps> bySubject = new TreeMap<>();
    for (Row row : permission.select("subject_id", "`from`", "state").collectAsList()) {
      bySubject.put(row.getLong(0), new PermissionSteps(longs(row, 1), longs(row, 2)));
    }
    return bySubject;
  }

  private static long[] longs(Row row, int index) {
    return row.<Long>getList(index).stream().mapToLong(Long::longValue).toArray();
  }

  private static Map<Long, PermissionSteps> coreSteps(RandomConsent world, long knownAtMicros) {
    Map<Long, PermissionSteps> bySubject = new TreeMap<>();
    world
        .timelines()
        .forEach(
            (subject, intervals) -> {
              if (intervals.stream()
                  .anyMatch(each -> each.contains(each.validFromMicros(), knownAtMicros))) {
                bySubject.put(
                    subject, PermissionSteps.of(intervals, knownAtMicros, RandomConsent.RULES));
              }
            });
    return bySubject;
  }
}
