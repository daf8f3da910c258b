package org.optika.spark.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.spark.gate.GateWorld.MEASUREMENT;
import static org.optika.spark.table.Rows.day;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.Clocks;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.CustomerValue;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.core.scores.Features;
import org.optika.spark.LocalSpark;
import org.optika.spark.scores.ExperimentMoments;
import org.optika.spark.scores.FeatureRows;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/** Features of people as at an instant: permitted rows known at it, and nothing else. */
@ExtendWith(LocalSpark.class)
class FeaturesAsAtTest {
  private static final Clocks CLOCKS = GateWorld.clocks(100, 100);
  private static final ChurnLabel LABEL = new ChurnLabel(ChurnLabel.Kind.CONTRACT_END, 30);
  private static final CustomerValue VALUE = new CustomerValue(365, BigDecimal.ONE);
  private static final String[] CUSTOMER = {
    "subject_id", "customer_row_id", "customer_since", "customer_until", "region", "recorded_time"
  };
  private static final String[] ORDER = {
    "subject_id", "conversion_id", "kind", "refund_of", "occurred_at", "value", "recorded_time"
  };

  @Test
  void a_row_that_was_not_known_yet_and_time_that_must_not_be_looked_at(
      SparkSession spark, @TempDir Path root) {
    GateWorld world = GateWorld.at(spark, root);
    world
        .lake()
        .appendNew(
            Tables.CONSENT_EVENT,
            Rows.of(Tables.CONSENT_EVENT, "subject_id", "purpose", "action", "event_time")
                .with("notice_id", "banner")
                .row(1, MEASUREMENT, "given", day(0))
                .row(2, MEASUREMENT, "given", day(0))
                .row(2, MEASUREMENT, "withdrawn", day(55))
                .row(2, MEASUREMENT, "given", day(58))
                .on(spark));
    world
        .lake()
        .appendNew(
            Tables.CUSTOMER,
            Rows.of(Tables.CUSTOMER, CUSTOMER)
                .row(1, 11, day(1), null, "NL", day(1))
                .row(1, 12, day(1), day(60), "NL", day(60))
                .row(2, 21, day(1), null, "BE", day(1))
                .row(3, 31, day(1), null, "BE", day(1))
                .on(spark));
    world
        .lake()
        .appendNew(
            Tables.CONVERSION,
            Rows.of(Tables.CONVERSION, ORDER)
                .row(1, 101, "order", null, day(10), "30", day(10))
                .row(1, 102, "order", null, day(35), "50", day(45))
                .row(2, 201, "order", null, day(20), "70", day(20))
                .row(2, 202, "order", null, day(59), "20", day(59))
                .row(2, 203, "refund", 999, day(60), "20", day(60))
                .row(3, 301, "order", null, day(20), "90", day(20))
                .on(spark));
    build(world);

    Map<String, String> rows = features(world, List.of("orders", "region"), 100, 70, 40);

    assertThat(rows)
        .as("person 3 permits nothing; person 1 has left by day 70")
        .containsExactly(
            Map.entry("1 day 40", "[1.0] [NL] 1 observed value 30.0"),
            Map.entry("2 day 100", "[1.0] [BE] null open value 20.0"),
            Map.entry("2 day 40", "[0.0] [BE] null not-permitted value 0.0"),
            Map.entry("2 day 70", "[1.0] [BE] 0 observed value 20.0"));
    assertThat(ofExperiment(world, 35))
        .as("the order of day 35 may be the doing of an experiment that starts then")
        .isEqualTo(ofExperiment(world, 45))
        .containsEntry("1", "[1.0] [NL]")
        .containsEntry("2", "[0.0] [BE]");
    assertThat(ofExperiment(world, 10)).containsEntry("1", "[0.0] [NL]");
    assertThat(ofExperiment(world, 1)).as("nobody was known to be a customer before").isEmpty();
    assertThat(
            Rows.texts(
                history(world, CLOCKS.asOfMicros(), List.of()).outcome(),
                "table_name",
                "verdict",
                "clock",
                "reason",
                "row_count"))
        .as("every row is admitted, or refused with the reason")
        .containsExactlyInAnyOrder(
            "customer admitted   3",
            "customer refused event_time unknown 1",
            "conversion admitted   3",
            "conversion refused reopening withdrawn 1",
            "conversion refused event_time unknown 1",
            "conversion refused event_time refund-without-order 1");
  }

  @Test
  void a_state_of_a_customer_tells_preferred_and_declined_channels(
      SparkSession spark, @TempDir Path root) {
    GateWorld world = GateWorld.at(spark, root);
    Rows consent =
        Rows.of(Tables.CONSENT_EVENT, "subject_id", "purpose", "action", "event_time")
            .with("notice_id", "banner");
    for (int subject = 1; subject <= 4; subject++) {
      consent.row(subject, MEASUREMENT, "given", day(0));
    }
    world.lake().appendNew(Tables.CONSENT_EVENT, consent.on(spark));
    world
        .lake()
        .appendNew(
            Tables.CUSTOMER,
            Rows.of(
                    Tables.CUSTOMER,
                    "subject_id",
                    "customer_row_id",
                    "customer_since",
                    "recorded_time",
                    "preferred_channels",
                    "declined_channels")
                .row(1, 11, day(1), day(1), "app|email", "phone")
                .row(1, 12, day(1), day(50), "email", null)
                .row(2, 21, day(1), day(1), null, "phone|post")
                .row(3, 31, day(1), day(1), null, null)
                .row(4, 41, day(1), day(1), "email", null)
                .row(4, 42, day(1), day(90), null, "email")
                .row(5, 51, day(1), day(1), "email", null)
                .on(spark));
    build(world);

    assertThat(
            Rows.texts(
                history(world, Rows.dayMicros(70), List.of()).permitted().rows(),
                "subject_id",
                "kind",
                "topic"))
        .as("the second state of person 4 is not known yet; person 5 permits nothing")
        .containsExactlyInAnyOrder(
            "1 6 app|email;phone", "1 6 email;", "2 6 ;phone|post", "3 6 null", "4 6 email;");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  @Tag("slow")
  @Tag("scores")
  void features_do_not_change_when_later_rows_are_taken_away(
      long seed, SparkSession spark, @TempDir Path root) {
    takeLaterRowsAway(seed, spark, root);
  }

  private static void takeLaterRowsAway(long seed, SparkSession spark, Path root) {
    GateWorld all = random(seed, spark, root.resolve("all"), row -> true);
    GateWorld cut =
        random(
            seed,
            spark,
            root.resolve("cut"),
            row -> !row.at.isAfter(day(60)) && !row.known.isAfter(day(60)));
    List<String> names = Features.ALL.stream().map(Feature::name).toList();

    Map<String, String> before = features(all, names, 60);

    assertThat(before).hasSizeGreaterThan(5);
    assertThat(withoutLabels(features(cut, names, 60))).isEqualTo(withoutLabels(before));
  }

  private static Map<String, String> withoutLabels(Map<String, String> rows) {
    Map<String, String> features = new TreeMap<>();
    rows.forEach((key, row) -> features.put(key, row.replaceAll("\\] (null|0|1) [a-z-]+ ", "] ")));
    return features;
  }

  private record RandomRow(Instant at, Instant known) {}

  /** The same rows for the same seed, but for those that are not kept. */
  private static GateWorld random(
      long seed, SparkSession spark, Path root, Predicate<RandomRow> kept) {
    Random random = new Random(seed);
    GateWorld world = GateWorld.at(spark, root);
    Rows consent =
        Rows.of(Tables.CONSENT_EVENT, "subject_id", "purpose", "action", "event_time")
            .with("notice_id", "banner");
    Rows customers = Rows.of(Tables.CUSTOMER, CUSTOMER);
    Rows orders = Rows.of(Tables.CONVERSION, ORDER);
    Rows touches =
        Rows.of(
            Tables.TOUCHPOINT,
            "subject_id",
            "touchpoint_id",
            "occurred_at",
            "channel",
            "is_bot",
            "recorded_time");
    Rows contacts =
        Rows.of(
            Tables.CONTACT,
            "subject_id",
            "contact_id",
            "occurred_at",
            "direction",
            "contact_channel",
            "topic",
            "recorded_time");
    int id = 0;
    for (int subject = 1; subject <= 25; subject++) {
      consent.row(subject, MEASUREMENT, "given", day(random.nextInt(3)));
      if (random.nextInt(4) == 0) {
        consent.row(subject, MEASUREMENT, "withdrawn", day(20 + random.nextInt(70)));
      }
      for (int i = 0; i < 12; i++) {
        Instant at = day(3 + random.nextInt(95));
        Instant known = at.plusSeconds(86_400L * random.nextInt(9));
        int kind = i == 0 ? 0 : random.nextInt(5);
        Instant since = i == 0 ? day(3) : at;
        boolean wanted = kept.test(new RandomRow(since, i == 0 ? day(4) : known));
        int value = random.nextInt(90);
        id++;
        if (wanted && kind == 0) {
          customers.row(
              subject,
              id,
              day(3),
              i == 0 || value % 4 > 0 ? null : at,
              "NL",
              i == 0 ? day(4) : known);
        } else if (wanted && kind == 1) {
          orders.row(subject, id, "order", null, at, value, known);
        } else if (wanted && kind == 2) {
          touches.row(subject, id, at, value % 3, value % 10 == 0, known);
        } else if (wanted && kind == 3) {
          contacts.row(subject, id, at, "inbound", "phone", "complaint", known);
        } else if (wanted) {
          contacts.row(subject, id, at, "outbound", "email", "offer", known);
        }
      }
    }
    world.lake().appendNew(Tables.CONSENT_EVENT, consent.on(spark));
    world.lake().appendNew(Tables.CUSTOMER, customers.on(spark));
    world.lake().appendNew(Tables.CONVERSION, orders.on(spark));
    world.lake().appendNew(Tables.TOUCHPOINT, touches.on(spark));
    world.lake().appendNew(Tables.CONTACT, contacts.on(spark));
    build(world);
    return world;
  }

  private static void build(GateWorld world) {
    world.buildTimeline();
    world.buildPermission(CLOCKS);
  }

  private static PermittedHistory history(GateWorld world, long micros, List<TimeSpan> spans) {
    Map<PersonTable, List<String>> purposes = new LinkedHashMap<>();
    for (PersonTable table :
        List.of(Tables.TOUCHPOINT, Tables.CONVERSION, Tables.CONTACT, Tables.CUSTOMER)) {
      purposes.put(table, List.of(MEASUREMENT));
    }
    return world.gate(CLOCKS).history(purposes, micros, spans);
  }

  /** By person: numbers and texts just before an experiment that starts on a day. */
  private static Map<String, String> ofExperiment(GateWorld world, int startDay) {
    ExperimentMoments moments =
        new ExperimentMoments(
            new FeatureMoment(Rows.dayMicros(startDay), Map.of()),
            new FeatureMoment(CLOCKS.asOfMicros(), Map.of()),
            LABEL);
    Map<String, String> rows = new TreeMap<>();
    moments
        .before(
            moments.features(
                history(world, CLOCKS.asOfMicros(), moments.spans()),
                List.of(Features.find("orders"), Features.find("region")),
                VALUE))
        .collectAsList()
        .forEach(
            row -> rows.put(Long.toString(row.getLong(0)), row.getList(2) + " " + row.getList(3)));
    return rows;
  }

  /** By person and day: numbers, texts, label, its state and the value of the customer. */
  private static Map<String, String> features(
      GateWorld world, List<String> names, int... momentDays) {
    List<FeatureMoment> moments = new ArrayList<>();
    for (int momentDay : momentDays) {
      moments.add(new FeatureMoment(Rows.dayMicros(momentDay), Map.of("email", 1)));
    }
    Map<String, String> rows = new TreeMap<>();
    for (Row row :
        FeatureRows.of(
                history(world, CLOCKS.asOfMicros(), FeatureRows.spans(moments, LABEL)),
                moments,
                LABEL,
                names.stream().map(Features::find).toList(),
                VALUE)
            .collectAsList()) {
      long days = (row.getLong(1) - Rows.dayMicros(0)) / 86_400_000_000L;
      rows.put(
          "%d day %d".formatted(row.getLong(0), days),
          "%s %s %s %s value %s"
              .formatted(
                  row.getList(2), row.getList(3), row.get(5), row.getString(6), row.getDouble(4)));
    }
    return rows;
  }
}
