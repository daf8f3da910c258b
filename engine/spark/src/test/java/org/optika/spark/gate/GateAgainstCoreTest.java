package org.optika.spark.gate;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.Clocks;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.PermissionSteps;
import org.optika.core.gate.Refusal;
import org.optika.spark.LocalSpark;
import org.optika.spark.consent.ConsentTimelineBuilder;
import org.optika.spark.consent.RandomConsent;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/** The gate in Spark decides as the core does, row by row, on random consent and activity. */
@ExtendWith(LocalSpark.class)
class GateAgainstCoreTest {
  private static final Clocks CLOCKS = GateWorld.clocks(80, 85);
  private static final int SUBJECTS = 300;
  private static final int SUBJECTS_WITHOUT_RECORD = 20;

  /** A touchpoint; its id is its place in {@link #TOUCHES}, from 1. */
  private record Touch(long subject, double day) {}

  private static final RandomConsent CONSENT = new RandomConsent(11, SUBJECTS);
  private static final List<Touch> TOUCHES = touches(new Random(12));

  private static Lake lake;

  private static List<Touch> touches(Random random) {
    List<Touch> touches = new ArrayList<>();
    for (int subject = 0; subject < SUBJECTS + SUBJECTS_WITHOUT_RECORD; subject++) {
      for (int i = random.nextInt(6); i > 0; i--) {
        touches.add(new Touch(subject, random.nextInt(84) + random.nextInt(2) / 2.0));
      }
    }
    return touches;
  }

  @BeforeAll
  static void build_the_world(SparkSession spark, @TempDir Path root) {
    lake = Lake.open(spark, root.toString(), 3);
    Dataset<Row> timeline =
        ConsentTimelineBuilder.build(
            CONSENT.rows().on(spark), Rows.CONTROLLER, RandomConsent.RULES);
    PermissionTable.in(lake)
        .replace(
            PermissionBuilder.build(
                timeline, Rows.CONTROLLER, CLOCKS.knownAtMicros(), RandomConsent.RULES),
            CLOCKS.knownAtMicros());
    Rows touches = Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at");
    TOUCHES.forEach(touch -> touches.row(touch.subject(), Rows.day(touch.day())));
    lake.appendNew(Tables.TOUCHPOINT, touches.on(spark));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "measurement",
        "reopening",
        "interest",
        "accountability",
        "statistics",
        "measurement interest",
        "measurement reopening interest email health accountability statistics"
      })
  void every_row_is_decided_as_by_the_core(String purposes) {
    List<String> asked = List.of(purposes.split(" "));
    Map<Long, Integer> expected = coreDecisions(GateRule.of(RandomConsent.RULES, asked));
    Gate gate = new Gate(lake, Rows.CONTROLLER, RandomConsent.RULES, CLOCKS);

    assertThat(expressionDecisions(GateRule.of(RandomConsent.RULES, asked))).isEqualTo(expected);
    assertThat(
            gate.activity(asked).rows().where("channel >= 0").select("id").collectAsList().stream()
                .map(row -> row.getLong(0)))
        .containsExactlyInAnyOrderElementsOf(
            expected.keySet().stream()
                .filter(id -> expected.get(id) == GateDecision.ADMITTED)
                .toList());
    assertThat(outcome(gate.report(asked))).isEqualTo(coreOutcome(asked, expected));
  }

  private static Map<Long, Integer> coreDecisions(GateRule rule) {
    Map<Long, List<ConsentInterval>> timelines = CONSENT.timelines();
    Map<Long, Integer> decisions = new TreeMap<>();
    for (int i = 0; i < TOUCHES.size(); i++) {
      Touch touch = TOUCHES.get(i);
      PermissionSteps steps =
          PermissionSteps.of(
              timelines.getOrDefault(touch.subject(), List.of()),
              CLOCKS.knownAtMicros(),
              RandomConsent.RULES);
      decisions.put(
          i + 1L,
          GateDecision.decide(
              steps.from(),
              steps.state(),
              rule.defaultState(),
              Rows.dayMicros(touch.day()),
              CLOCKS.asOfMicros(),
              rule));
    }
    return decisions;
  }

  private static Map<Long, Integer> expressionDecisions(GateRule rule) {
    Dataset<Row> decided =
        lake.readForGate(Tables.TOUCHPOINT)
            .join(
                lake.read(Tables.PERMISSION).select("subject_id", "from", "state"),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
                "left")
            .select(
                col("touchpoint_id"),
                GateFunctions.decision(
                    col("from"),
                    col("state"),
                    functions.unix_micros(col("occurred_at")),
                    CLOCKS.asOfMicros(),
                    rule));
    Map<Long, Integer> decisions = new TreeMap<>();
    decided.collectAsList().forEach(row -> decisions.put(row.getLong(0), row.getInt(1)));
    return decisions;
  }

  private static Map<String, Long> outcome(GateReport report) {
    Map<String, Long> rows = new TreeMap<>();
    for (Row row :
        report
            .outcome()
            .select("verdict", "purpose", "clock", "reason", "row_count")
            .collectAsList()) {
      rows.put(
          String.join("|", row.getString(0), row.getString(1), row.getString(2), row.getString(3)),
          row.getLong(4));
    }
    return rows;
  }

  private static Map<String, Long> coreOutcome(List<String> asked, Map<Long, Integer> decisions) {
    Map<String, Long> rows = new TreeMap<>();
    for (int decision : decisions.values()) {
      Optional<Refusal> refusal = Refusal.of(decision, RandomConsent.RULES);
      String key =
          refusal
              .map(
                  why -> String.join("|", "refused", why.purpose(), why.clock().id(), why.reason()))
              .orElse("admitted|" + String.join(" ", asked) + "||");
      rows.merge(key, 1L, Long::sum);
    }
    return rows;
  }

  @Test
  void the_random_world_holds_all_sorts_of_decisions() {
    Map<String, Long> outcome =
        coreOutcome(
            List.of("measurement", "interest"),
            coreDecisions(GateRule.of(RandomConsent.RULES, List.of("measurement", "interest"))));

    assertThat(outcome.keySet())
        .anyMatch(key -> key.startsWith("admitted"))
        .anyMatch(key -> key.contains("|event_time|"))
        .anyMatch(key -> key.contains("|as_of|"))
        .anyMatch(key -> key.contains("|reopening|"))
        .anyMatch(key -> key.contains("|after_as_of|"));
  }

  @Test
  void permission_at_is_a_function_of_sql(SparkSession spark) {
    Dataset<Row> states =
        spark.sql(
            """
            SELECT permission_at(array(100L, 200L), array(1L, 22L), at) AS state
            FROM VALUES (99), (100), (199), (200), (9999) AS instants(at)
            """);

    assertThat(states.collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(0L, 1L, 1L, 22L, 22L);
    assertThat(spark.sql("SELECT permission_at(NULL, NULL, 5)").first().getLong(0))
        .as("a subject without record")
        .isZero();
    assertThatThrownBy(() -> spark.sql("SELECT permission_at(5L)").collect())
        .hasStackTraceContaining(
            "permission_at(from, state, at_micros) has three arguments, got 1");
  }

  @Test
  void permission_at_reads_the_permission_table(SparkSession spark) {
    lake.read(Tables.PERMISSION).createOrReplaceTempView("permission");
    long atMicros = Rows.dayMicros(40);

    List<Row> rows =
        spark
            .sql(
                "SELECT subject_id, permission_at(`from`, state, %dL) FROM permission"
                    .formatted(atMicros))
            .collectAsList();

    assertThat(rows).hasSizeGreaterThan(SUBJECTS / 2);
    for (Row row : rows) {
      PermissionSteps steps =
          PermissionSteps.of(
              CONSENT.timelines().get(row.getLong(0)), CLOCKS.knownAtMicros(), RandomConsent.RULES);
      long expected = 0;
      for (int i = 0; i < steps.from().length && steps.from()[i] <= atMicros; i++) {
        expected = steps.state()[i];
      }
      assertThat(row.getLong(1)).isEqualTo(expected);
    }
  }
}
