package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.gate.GateWorld.MEASUREMENT;
import static org.optika.spark.table.Rows.day;
import static org.optika.spark.table.Rows.dayMicros;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.core.consent.ConsentState;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/** What an experiment drew, and what people permit at the time of the run. */
@ExtendWith(LocalSpark.class)
class DrawsTest {
  private static final Clocks CLOCKS = GateWorld.clocks(100, 100);

  private static GateWorld world(SparkSession spark, Path root) {
    GateWorld world = GateWorld.at(spark, root);
    world
        .lake()
        .appendNew(
            Tables.CONSENT_EVENT,
            Rows.of(Tables.CONSENT_EVENT, "subject_id", "purpose", "action", "event_time")
                .with("notice_id", "banner")
                .row(1, MEASUREMENT, "given", day(0))
                .row(2, MEASUREMENT, "given", day(0))
                .row(3, MEASUREMENT, "given", day(0))
                .row(3, MEASUREMENT, "withdrawn", day(90))
                .row(4, MEASUREMENT, "given", day(50))
                .on(spark));
    world
        .lake()
        .appendNew(
            Tables.CONTACT,
            Rows.of(
                    Tables.CONTACT,
                    "subject_id",
                    "contact_id",
                    "occurred_at",
                    "recorded_time",
                    "topic",
                    "experiment",
                    "propensity")
                .row(1, 11, day(20), day(20), "call", "winback", 0.25)
                .row(1, 12, day(10), day(10), "mail", "winback", 0.25)
                .row(1, 13, day(5), day(5), "call", "other", 0.5)
                .row(1, 14, day(4), day(4), "mail", null, null)
                .row(2, 21, day(10), day(10), "none", "winback", 0.5)
                .row(3, 31, day(10), day(10), "mail", "winback", 0.25)
                .row(4, 41, day(10), day(10), "mail", "winback", 0.25)
                .row(4, 42, day(60), day(60), "call", "winback", 0.25)
                .row(5, 51, day(10), day(10), "mail", "winback", 0.25)
                .row(2, 22, day(9), day(101), "mail", "winback", 0.25)
                .row(2, 23, day(101), day(99), "mail", "winback", 0.25)
                .on(spark));
    world.buildTimeline();
    world.buildPermission(CLOCKS);
    return world;
  }

  @Test
  void the_first_permitted_contact_of_each_person_that_is_known(
      SparkSession spark, @TempDir Path root) {
    Gate gate = world(spark, root).gate(CLOCKS);

    assertThat(
            Rows.texts(
                gate.draws(List.of(MEASUREMENT), "winback").rows(),
                "subject_id",
                "at",
                "topic",
                "propensity"))
        .as("3 has withdrawn, 5 permits nothing, 4 did not permit their first contact")
        .containsExactlyInAnyOrder(
            "1 %d mail 0.25".formatted(dayMicros(10)),
            "2 %d none 0.5".formatted(dayMicros(10)),
            "4 %d call 0.25".formatted(dayMicros(60)));
  }

  @Test
  void states_are_those_at_as_of_and_defaults_for_people_without_record(
      SparkSession spark, @TempDir Path root) {
    Gate gate = world(spark, root).gate(CLOCKS);
    Dataset<Row> people = spark.range(1, 6).toDF("subject_id");

    List<Row> states = gate.withStates(people).orderBy("subject_id").collectAsList();

    assertThat(states).hasSize(5);
    assertThat(states.stream().map(row -> state(row, 0)))
        .as("measurement")
        .containsExactly(
            ConsentState.CONSENT,
            ConsentState.CONSENT,
            ConsentState.WITHDRAWN,
            ConsentState.CONSENT,
            ConsentState.UNKNOWN);
    assertThat(states.stream().map(row -> state(row, 3)))
        .as("accountability")
        .containsOnly(ConsentState.LEGAL_OBLIGATION);
  }

  private static ConsentState state(Row row, int purpose) {
    return ConsentState.of((int) (row.<Long>getAs("states") >>> 4 * purpose & 15));
  }
}
