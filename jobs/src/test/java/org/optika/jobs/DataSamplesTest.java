package org.optika.jobs;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.ingest.IdentifierType;
import org.optika.core.ingest.PseudonymKey;
import org.optika.core.ingest.Pseudonymiser;
import org.optika.core.journey.Bucket;
import org.optika.core.privacy.ledger.BasicComposition;
import org.optika.core.privacy.ledger.Budget;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.release.CreditSolver;
import org.optika.core.release.KeySet;
import org.optika.core.release.LeftOut;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.jobs.config.EngineConfig;
import org.optika.jobs.config.EvidenceConfig;
import org.optika.jobs.config.Faults;
import org.optika.jobs.config.ReleaseConfig;
import org.optika.jobs.lineage.EventSchemas;
import org.optika.spark.consent.ConsentIntervals;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.table.Lake;
import org.optika.spark.table.OpenTable;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;
import org.optika.spark.table.ledger.BudgetLedger;

/** All jobs on data-samples, held against the truth of the generated world. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataSamplesTest {
  private static final Path SAMPLES = Path.of("..", "data-samples");
  private static final byte[] KEY =
      "a key for tests only, 32 bytes or more".getBytes(StandardCharsets.UTF_8);

  private SparkSession spark;
  private List<Row> firstRelease;
  private List<Row> markov;
  private List<Row> shapley;
  private List<Row> campaigns;
  private final Map<Audience, Map<String, Object>> reports = new EnumMap<>(Audience.class);
  private Lake lake;
  private RunContext context;

  @BeforeAll
  void run_all_jobs(@TempDir Path folder) throws IOException {
    Path key = Files.write(folder.resolve("test.key"), KEY);
    RunOptions options = RunOptions.of();
    options.config = Path.of("..", "conf", "optika.yaml");
    Path tables = folder.resolve("lake");
    Configuration configuration =
        Configuration.load(options)
            .with(config -> fewReplicas(config.at(tables.toString(), SAMPLES.resolve("raw"), key)))
            .with(
                config ->
                    config.with(
                        new EngineConfig.Releases(
                            Budget.of("7", "1e-5"),
                            new BasicComposition(),
                            folder.resolve("release-keys"))));
    spark =
        SparkSession.builder()
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.master", "local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config(Sessions.settings("test", configuration.engine().folder()))
            .getOrCreate();
    lake = Lake.open(spark, tables.toString(), 2);
    context =
        new RunContext(
            configuration, lake, "test-run", Instant.parse("2026-11-01T00:00:00Z"), line -> {});
    new JobRunner(spark, context).run(Jobs.ALL);
    new JobRunner(spark, context).run(List.of(new BuildFeaturesJob()));
    firstRelease = release("opt-in").run().collectAsList();
    markov = release("attribution-markov").run().collectAsList();
    shapley = release("attribution-shapley").run().collectAsList();
    campaigns = release("campaigns").run().collectAsList();
    for (Audience audience : Audience.values()) {
      reports.put(audience, report(audience, context));
    }
  }

  @Test
  void a_report_counts_people_as_measure_opt_in_does_and_withholds_small_cells() {
    Map<String, Object> files = reports.get(Audience.AUTHORITY);
    Map<String, Row> stock = new HashMap<>();
    lake.read(Tables.OPT_IN_RATE)
        .where("metric = 'permitted-share' AND suppression = 'none'")
        .collectAsList()
        .forEach(row -> stock.put(row.getAs("purpose"), row));
    assertThat(stock).isNotEmpty();
    int compared = 0;
    for (List<?> row : rowsOf(files, ReportTables.PEOPLE_BY_PERMISSION)) {
      Row measured = stock.get(row.get(0));
      boolean shown = Boolean.FALSE.equals(row.get(8));
      if (shown && measured != null && row.subList(1, 3).equals(List.of("yes", "all"))) {
        assertThat(row.get(4)).isEqualTo(measured.getAs("numerator"));
        compared++;
      }
      assertThat(shown ? (Long) row.get(4) : 10L).isGreaterThanOrEqualTo(10L);
    }
    assertThat(compared).isPositive();
  }

  @Test
  void a_report_has_rows_admitted_and_refused_that_add_up_to_what_the_gate_read() {
    List<List<?>> gate = rowsOf(reports.get(Audience.AUTHORITY), ReportTables.GATE);
    long read =
        lake.read(Tables.GATE_OUTCOME)
            .where("job = 'build-journeys'")
            .agg(org.apache.spark.sql.functions.sum("row_count"))
            .first()
            .getLong(0);
    assertThat(gate)
        .filteredOn(row -> row.subList(0, 2).equals(List.of("all", "all")))
        .singleElement()
        .satisfies(row -> assertThat(row.get(6)).isEqualTo(read));
  }

  @Test
  void a_report_counts_showings_of_its_period_alone() {
    assertThat(rowsOf(reports.get(Audience.AUTHORITY), ReportTables.OPT_IN))
        .filteredOn(row -> row.get(0).equals("by-month"))
        .extracting(row -> (Object) row.get(4))
        .containsOnly("2026-07", "2026-08", "2026-09", "all");
  }

  /** Against a count by hand over the collected events. */
  @Test
  void a_report_counts_each_person_once_a_month_and_delay_of_a_withdrawal() {
    Map<String, Set<List<Object>>> people = new HashMap<>();
    for (Row event :
        lake.read(Tables.CONSENT_EVENT)
            .where("action IN ('withdrawn', 'objected') AND NOT is_bot")
            .collectAsList()) {
      Instant at = event.<java.sql.Timestamp>getAs("event_time").toInstant();
      Instant recorded = event.<java.sql.Timestamp>getAs("recorded_time").toInstant();
      Instant ingested = event.<java.sql.Timestamp>getAs("ingested_time").toInstant();
      Instant known = recorded.isAfter(ingested) ? recorded : ingested;
      boolean inPeriod =
          !at.isBefore(Instant.parse("2026-07-01T00:00:00Z"))
              && at.isBefore(Instant.parse("2026-10-01T00:00:00Z"))
              && !known.isAfter(Instant.parse("2026-10-01T00:00:00Z"));
      if (inPeriod) {
        people
            .computeIfAbsent(event.getAs("purpose"), purpose -> new HashSet<>())
            .add(
                List.of(
                    event.<Long>getAs("subject_id"),
                    at.toString().substring(0, 7),
                    delay(Duration.between(at, known))));
      }
    }
    Map<List<Object>, Long> expected = new HashMap<>();
    people.forEach(
        (purpose, found) ->
            found.forEach(
                one -> {
                  for (Object month : List.of(one.get(1), "all")) {
                    for (Object delay : List.of(one.get(2), "all")) {
                      expected.merge(List.of(purpose, month, delay), 1L, Long::sum);
                    }
                  }
                }));

    List<List<?>> rows = rowsOf(reports.get(Audience.AUTHORITY), ReportTables.WITHDRAWALS);

    assertThat(rows).hasSameSizeAs(expected.keySet());
    assertThat(rows)
        .allSatisfy(
            row -> {
              Long count = expected.get(List.copyOf(row.subList(0, 3)));
              assertThat(count).isNotNull();
              if (Boolean.FALSE.equals(row.get(4))) {
                assertThat(row.get(3)).isEqualTo(count);
              } else {
                assertThat(row.get(3)).isNull();
              }
            });
    assertThat(rows).anyMatch(row -> Boolean.FALSE.equals(row.get(4)));
  }

  /** Against a count by hand over the collected events. */
  @Test
  @SuppressWarnings("unchecked")
  void monitors_of_a_report_count_records_and_their_delays_month_by_month() {
    Map<String, List<Duration>> byMonth = new TreeMap<>();
    for (Row event : lake.read(Tables.CONSENT_EVENT).collectAsList()) {
      Instant at = event.<java.sql.Timestamp>getAs("event_time").toInstant();
      Instant recorded = event.<java.sql.Timestamp>getAs("recorded_time").toInstant();
      Instant ingested = event.<java.sql.Timestamp>getAs("ingested_time").toInstant();
      Instant known = recorded.isAfter(ingested) ? recorded : ingested;
      if (!at.isBefore(Instant.parse("2026-06-01T00:00:00Z"))
          && at.isBefore(Instant.parse("2026-10-01T00:00:00Z"))
          && !known.isAfter(Instant.parse("2026-10-01T00:00:00Z"))) {
        byMonth
            .computeIfAbsent(at.toString().substring(0, 7), month -> new ArrayList<>())
            .add(Duration.between(recorded, ingested));
      }
    }
    byMonth.values().forEach(delays -> delays.sort(null));

    List<Map<String, Object>> values =
        (List<Map<String, Object>>)
            ((Map<String, Object>) reports.get(Audience.AUTHORITY).get(ReportMonitors.PATH))
                .get("values");

    assertThat(byMonth).containsOnlyKeys("2026-06", "2026-07", "2026-08", "2026-09");
    byMonth.forEach(
        (month, delays) -> {
          int place = (int) Math.ceil(delays.size() * 0.5) - 1;
          assertThat(monitored(values, "consent-records", month)).isEqualTo((long) delays.size());
          assertThat(monitored(values, "usual-latency", month)).isEqualTo(delay(delays.get(place)));
        });
    assertThat(values)
        .filteredOn(value -> value.get("monitor").equals("withdrawals"))
        .isNotEmpty()
        .allSatisfy(value -> assertThat(value.get("value")).isNull());
  }

  private static Object monitored(List<Map<String, Object>> values, String monitor, String month) {
    return values.stream()
        .filter(value -> value.get("monitor").equals(monitor) && value.get("month").equals(month))
        .map(value -> value.get("value"))
        .findFirst()
        .orElseThrow();
  }

  private static String delay(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) <= 0) {
      return "within a minute";
    } else if (time.compareTo(Duration.ofHours(1)) <= 0) {
      return "within an hour";
    } else if (time.compareTo(Duration.ofDays(1)) <= 0) {
      return "within a day";
    } else if (time.compareTo(Duration.ofDays(7)) <= 0) {
      return "within a week";
    }
    return time.compareTo(Duration.ofDays(30)) <= 0 ? "within 30 days" : "later";
  }

  @Test
  void ages_of_stored_events_add_up_to_all_of_them() {
    long stored =
        lake.read(Tables.CONSENT_EVENT).where("event_time <= '2026-10-01T00:00:00Z'").count();
    assertThat(rowsOf(reports.get(Audience.AUTHORITY), ReportTables.RETENTION))
        .filteredOn(row -> row.subList(0, 2).equals(List.of("consent events", "all")))
        .singleElement()
        .satisfies(row -> assertThat(row.get(2)).isEqualTo(stored));
  }

  @Test
  @SuppressWarnings("unchecked")
  void retention_is_told_by_purpose_and_kind_of_rows() {
    Instant oldest =
        lake
            .read(Tables.CONSENT_EVENT)
            .where("event_time <= '2026-10-01T00:00:00Z'")
            .collectAsList()
            .stream()
            .map(event -> event.<java.sql.Timestamp>getAs("event_time").toInstant())
            .min(Instant::compareTo)
            .orElseThrow();
    List<Map<String, Object>> limits =
        (List<Map<String, Object>>)
            ((Map<String, Object>) reports.get(Audience.AUTHORITY).get("validation/retention.json"))
                .get("limits");

    assertThat(limits)
        .hasSize(15)
        .allSatisfy(limit -> assertThat(limit.get("rows_past_limit")).isEqualTo(0L));
    assertThat(limits)
        .filteredOn(limit -> limit.get("purpose").equals("accountability"))
        .singleElement()
        .satisfies(
            limit -> {
              int months = (Integer) limit.get("oldest_months");
              LocalDateTime end = LocalDateTime.parse("2026-10-01T00:00:00");
              LocalDateTime born = LocalDateTime.ofInstant(oldest, ZoneOffset.UTC);
              assertThat(born).isAfterOrEqualTo(end.minusMonths(months));
              assertThat(born).isBefore(end.minusMonths(months - 1));
            });
  }

  /** In the JVM of the evidence module, which the build has packaged before this one. */
  @Test
  void bundles_of_the_samples_are_built_as_in_the_demo_and_hold(@TempDir Path folder)
      throws IOException {
    Path evidence = Path.of("..", "evidence", "target");
    assumeTrue(
        Files.exists(evidence.resolve("optika-evidence.jar")), "the evidence module is not built");
    System.setProperty("optika.evidence.dir", evidence.toString());
    Path key = folder.resolve("demo-report-key.pem");
    Path out = folder.resolve("reports");

    for (Audience audience : Audience.values()) {
      String name = audience.bundleName("fjordpad", "2026-Q3");
      Optional<String> keyBefore =
          Files.exists(key) ? Optional.of(Files.readString(key)) : Optional.empty();
      try (ReportFolder input = ReportFolder.temporary()) {
        input.write(reports.get(audience));
        assertThat(DemoCommand.bundle(name, input, key, out)).isZero();
      }
      assertThat(out.resolve(name + ".zip")).exists();
      assertThat(out.resolve(name + ".html")).content().contains("<title>");
      keyBefore.ifPresent(text -> assertThat(key).hasContent(text));
    }
  }

  @Test
  void the_public_report_holds_figures_of_releases_alone() {
    Map<String, Object> files = reports.get(Audience.PUBLIC);
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "input.json", "tables/dp_releases.json", "tables/dp_figures.json");
    assertThat(rowsOf(files, ReportTables.DP_FIGURES))
        .hasSize(firstRelease.size() + markov.size() + shapley.size() + campaigns.size());
    assertThat(rowsOf(files, ReportTables.DP_RELEASES)).hasSizeGreaterThan(3);
  }

  @Test
  void a_report_at_the_versions_of_an_earlier_one_is_the_same_report() {
    Map<String, Object> first = reports.get(Audience.AUTHORITY);
    new MeasureOptInJob().run(context);
    @SuppressWarnings("unchecked")
    Map<String, Long> versions =
        (Map<String, Long>) ((Map<String, Object>) first.get("input.json")).get("table_versions");
    Lake pinned = Lake.open(spark, lake.root(), 2);
    pinned.readAtVersions(versions);
    RunContext again =
        new RunContext(
            context.configuration(),
            pinned,
            "other",
            Instant.parse("2026-11-02T00:00:00Z"),
            l -> {});
    assertThat(JsonText.of(report(Audience.AUTHORITY, again))).isEqualTo(JsonText.of(first));
  }

  @Test
  void a_report_without_a_run_at_the_end_of_its_period_says_which_to_start() {
    RunOptions options = RunOptions.of("--as-of", "2026-07-01", "--lake", lake.root());
    options.config = Path.of("..", "conf", "optika.yaml");
    RunContext earlier =
        new RunContext(
            Configuration.load(options),
            lake,
            "other",
            Instant.parse("2026-11-02T00:00:00Z"),
            l -> {});
    assertThatThrownBy(
            () ->
                new ReportExport(
                        earlier, evidence(), ReportPeriod.of("2026-Q2"), Audience.AUTHORITY)
                    .files())
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("Run 'optika run --as-of 2026-07-01T00:00:00Z");
  }

  private Map<String, Object> report(Audience audience, RunContext context) {
    return new ReportExport(context, evidence(), ReportPeriod.of("2026-Q3"), audience).files();
  }

  private EvidenceConfig evidence() {
    return context.configuration().evidence().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static List<List<?>> rowsOf(Map<String, Object> files, ReportTable table) {
    Map<String, Object> content =
        (Map<String, Object>) files.get("tables/%s.json".formatted(table.id()));
    return (List<List<?>>) content.get("rows");
  }

  private ReleaseRun release(String name) {
    return release(file(name));
  }

  private static Path file(String name) {
    return Path.of("..", "conf", "releases", name + ".yaml");
  }

  private ReleaseRun release(Path file) {
    return new ReleaseRun(context, ReleasePlan.of(spec(file)));
  }

  private ReleaseSpec spec(Path file) {
    return ReleaseConfig.load(file, context.purposeIds(), new Faults()).orElseThrow();
  }

  private BudgetLedger ledger() {
    return ReleaseRun.ledger(
        spark.sparkContext().hadoopConfiguration(),
        lake.location(Tables.BUDGET_LEDGER),
        context.config());
  }

  private List<String> entries(ReleaseRun release) {
    return ledger().entries().stream()
        .filter(entry -> entry.charge().releaseId().equals(release.id()))
        .map(entry -> entry.kind().id())
        .toList();
  }

  /** Exit code of the command. */
  private int budget(Path tables) {
    return Optika.run(
        "budget", "--config", context.config().file().toString(), "--lake", tables.toString());
  }

  private Path keyOf(ReleaseRun release) {
    return ReleaseRun.releases(context.config()).keys().resolve(release.id() + ".key");
  }

  @Test
  void a_release_is_charged_once_and_returns_the_rows_that_were_published() {
    ReleaseRun again = release("opt-in");

    List<Row> rows = again.run().collectAsList();

    assertThat(rows).hasSize(5 * 4 * 3).containsExactlyInAnyOrderElementsOf(firstRelease);
    assertThat(entries(again)).containsExactly("reserve", "commit");
    assertThat(keyOf(again)).doesNotExist();
    assertThat(ledger().audit()).isEmpty();
    Row asked =
        rows.stream()
            .filter(
                row ->
                    row.<String>getAs("value_1").equals("measurement")
                        && row.<String>getAs("value_2").equals("web")
                        && row.<String>getAs("metric").equals("asked"))
            .findFirst()
            .orElseThrow();
    // Of a person with many showings or groups a part is counted.
    long all =
        lake.read(Tables.OPT_IN_RATE)
            .where("table_id = 'by-channel-device' AND metric = 'opt-in-rate'")
            .where("purpose = 'measurement' AND value_1 = 'web' AND value_2 = 'all'")
            .first()
            .getAs("denominator");
    assertThat(asked.<Double>getAs("value")).isBetween(0.5 * all, all + 150.0);
    assertThat(asked.<Double>getAs("noise_deviation")).isBetween(29.0, 30.0);
  }

  @Test
  void credit_is_solved_from_noisy_counts_and_adds_up() {
    assertThat(markov).hasSize(13 * 14 + 13 * 2);
    assertThat(shapley).hasSize(256 + 9 * 2);
    assertCreditIsSolved("attribution-markov", markov, "moves");
    assertCreditIsSolved("attribution-shapley", shapley, "journeys");
  }

  /** The counts that are shown are all that the credit is made of. */
  private void assertCreditIsSolved(String release, List<Row> released, String count) {
    CreditSolver solver = spec(file(release)).solve().orElseThrow();
    Map<List<String>, Double> counts = new HashMap<>();
    for (Row row : released) {
      if (row.<String>getAs("metric").equals(count)) {
        counts.put(List.of(row.getAs("value_1"), row.getAs("value_2")), row.getAs("value"));
      }
    }
    KeySet keys = solver.keys();
    double[] ordered =
        IntStream.range(0, keys.size()).mapToDouble(key -> counts.get(keys.group(key))).toArray();
    double[] expected = solver.conversions(ordered);
    Map<String, Double> conversions = new HashMap<>();
    for (int place = 0; place < expected.length; place++) {
      conversions.put(
          place < solver.channels().size()
              ? solver.channels().get(place)
              : Bucket.NO_TOUCH_SEEN.label(),
          expected[place]);
    }

    Map<String, Double> shown =
        released.stream()
            .filter(row -> row.<String>getAs("metric").equals("conversions"))
            .collect(Collectors.toMap(row -> row.getAs("value_1"), row -> row.getAs("value")));
    assertThat(shown).isEqualTo(conversions);
    assertThat(
            released.stream()
                .filter(row -> row.<String>getAs("metric").equals("credit"))
                .mapToDouble(row -> row.<Double>getAs("value"))
                .sum())
        .isCloseTo(1, within(1e-9));
  }

  /** A person counts in one coalition, whatever the number of their orders. */
  @Test
  void counts_of_coalitions_add_up_to_the_people_who_ordered() {
    long people =
        lake.readForGate(Tables.JOURNEY)
            .where("conversion_id IS NOT NULL")
            .where("ended_at >= '2026-01-01' AND ended_at < '2026-10-01'")
            .select("subject_id")
            .distinct()
            .count();
    List<Row> counts =
        shapley.stream().filter(row -> row.<String>getAs("metric").equals("journeys")).toList();
    double all = counts.stream().mapToDouble(row -> row.<Double>getAs("value")).sum();
    double deviation = counts.get(0).<Double>getAs("noise_deviation") * Math.sqrt(counts.size());

    assertThat(people).isGreaterThan(100);
    // Beyond six deviations once in a hundred million runs.
    assertThat(all).isCloseTo(people, within(6 * deviation));
  }

  @Test
  void campaigns_are_shown_that_have_enough_people() {
    Set<String> known =
        lake.read(Tables.CAMPAIGN).select("name").as(Encoders.STRING()).collectAsList().stream()
            .collect(Collectors.toSet());
    known.add("none");
    Set<String> shown =
        campaigns.stream().map(row -> row.<String>getAs("value_1")).collect(Collectors.toSet());

    assertThat(shown).isNotEmpty().isSubsetOf(known);
    assertThat(campaigns).hasSize(2 * shown.size());
    assertThat(campaigns)
        .allMatch(row -> row.<String>getAs("bounds").endsWith("selected by truncated-geometric"));
  }

  @Test
  void a_release_that_was_killed_goes_on_with_its_key_and_without_it_is_void(@TempDir Path folder)
      throws IOException {
    ReleaseRun killed = release("channel-performance");
    assertThat(killed.charge()).isInstanceOf(Decision.Granted.class);
    assertThat(keyOf(killed)).exists();

    // Of all channels together contacts alone: persons do not add up.
    List<Row> published = release("channel-performance").run().collectAsList();
    assertThat(published).hasSize(12 * 3 + 1);
    assertThat(contacts(published, false).sum()).isEqualTo(contacts(published, true).sum());
    assertThat(entries(killed)).containsExactly("reserve", "commit");

    ReleaseRun lost = release("attribution-credit");
    lost.charge();
    Files.delete(keyOf(lost));
    assertThatThrownBy(() -> release("attribution-credit").run())
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("its key is lost, so it is charged and void");
    assertThatThrownBy(() -> release("attribution-credit").run())
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("charged and void since")
        .hasMessageContaining("release key lost");
    assertThat(entries(lost)).containsExactly("reserve", "void");

    // Rows that the ledger speaks of and that are gone are no empty answer.
    Path ghost = folder.resolve("ghost.yaml");
    Files.writeString(ghost, channelPerformance("title: Reach", "title: Ghost of reach"));
    ReleaseRun unpublished = release(ghost);
    unpublished.charge();
    ledger().commit(unpublished.id(), "dp_release", Instant.now());
    assertThatThrownBy(() -> release(ghost).run())
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("table dp_release has no rows of it");

    // The budget of 7 is spent, whoever asks.
    Path dearer = folder.resolve("dearer.yaml");
    Files.writeString(dearer, channelPerformance("epsilon: 1", "epsilon: 2"));
    assertThatThrownBy(() -> release(dearer).run())
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("refused: asked epsilon 2")
        .hasMessageContaining("epsilon 0 of the budget epsilon 7");
    assertThat(keyOf(release(dearer))).doesNotExist();
  }

  private static DoubleStream contacts(List<Row> published, boolean ofAllChannels) {
    return published.stream()
        .filter(row -> row.<String>getAs("metric").equals("contacts"))
        .filter(row -> row.<String>getAs("value_1").equals(LeftOut.ALL) == ofAllChannels)
        .mapToDouble(row -> row.<Double>getAs("adjusted"));
  }

  private static String channelPerformance(String line, String instead) throws IOException {
    String specification =
        Files.readString(Path.of("..", "conf", "releases", "channel-performance.yaml"));
    assertThat(specification).contains(line);
    return specification.replace(line, instead);
  }

  @Test
  void a_ledger_that_something_else_has_written_to_is_told(@TempDir Path copied) {
    SmallWorld.copy(
        Path.of(lake.location(Tables.BUDGET_LEDGER)), copied.resolve(Tables.BUDGET_LEDGER.name()));
    assertThat(budget(copied)).isZero();

    spark.sql(
        "INSERT INTO delta.`%1$s` SELECT * FROM delta.`%1$s` LIMIT 1"
            .formatted(copied.resolve(Tables.BUDGET_LEDGER.name())));

    assertThat(budget(copied)).isEqualTo(1);
  }

  private static EngineConfig fewReplicas(EngineConfig config) {
    EngineConfig.Attribution all = config.attribution();
    return config.with(
        new EngineConfig.Attribution(
            all.models(),
            all.policies(),
            all.defaultModel(),
            all.defaultPolicy(),
            all.positionFirst(),
            all.positionLast(),
            all.halfLifeDays(),
            20,
            all.bootstrapSeed()));
  }

  @AfterAll
  void stop() throws IOException {
    if (spark != null) {
      spark.close();
    }
  }

  @Test
  void permission_is_the_truth_at_each_of_twelve_thousand_questions() throws IOException {
    Map<List<Object>, List<ConsentInterval>> timelines = new HashMap<>();
    for (Row row :
        TimelineTable.in(lake).rows().select(ConsentIntervals.columns()).collectAsList()) {
      ConsentInterval interval = ConsentIntervals.of(row);
      timelines
          .computeIfAbsent(List.of(row.getLong(0), interval.purpose()), absent -> new ArrayList<>())
          .add(interval);
    }
    Pseudonymiser pseudonymiser = Pseudonymiser.keyed(new PseudonymKey(KEY, 1));

    List<String> differences = new ArrayList<>();
    int questions = 0;
    for (String file : List.of("permission.csv", "permission_as_known.csv")) {
      for (String[] truth : csv("truth", file)) {
        questions++;
        IdentifierType type = IdentifierType.valueOf(truth[0].toUpperCase(java.util.Locale.ROOT));
        long subject = pseudonymiser.of(type, type.normalise(truth[1])).subjectId();
        long at = RunContext.micros(Instant.parse(truth[3]));
        long knownAt = RunContext.micros(Instant.parse(truth[4]));
        ConsentState state =
            timelines.getOrDefault(List.of(subject, truth[2]), List.of()).stream()
                .filter(interval -> interval.contains(at, knownAt))
                .findFirst()
                .map(ConsentInterval::state)
                .orElseGet(() -> ConsentTimeline.defaultState(context.rules().purpose(truth[2])));
        if (state.code() != Integer.parseInt(truth[5])
            || state.permits() != Boolean.parseBoolean(truth[6])) {
          differences.add(
              "%s line %d: expected %s, got %s".formatted(file, questions, truth[5], state));
        }
      }
    }

    assertThat(questions).isEqualTo(12_000);
    assertThat(differences).isEmpty();
  }

  @Test
  void each_file_is_counted_as_the_truth_counts_it() throws IOException {
    Map<String, List<Long>> counted = new HashMap<>();
    for (Row row :
        lake.read(Tables.INGEST_OUTCOME)
            .select("file", "rows_in", "accepted", "duplicates", "quarantined")
            .collectAsList()) {
      assertThat(row.getLong(1)).isEqualTo(row.getLong(2) + row.getLong(3) + row.getLong(4));
      counted.put(
          row.getString(0),
          List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    for (String[] truth : csv("truth", "counts.csv")) {
      assertThat(counted.get(truth[0]))
          .as(truth[0])
          .isEqualTo(Arrays.stream(truth, 1, 5).map(Long::parseLong).toList());
    }
  }

  @Test
  void every_planted_bad_row_is_in_quarantine_and_nothing_else() throws IOException {
    List<String> quarantined =
        lake.read(Tables.QUARANTINE).select("file", "file_row").collectAsList().stream()
            .map(row -> row.getString(0) + "#" + row.getLong(1))
            .toList();

    assertThat(quarantined)
        .containsExactlyInAnyOrderElementsOf(
            csv("truth", "bad_rows.csv").stream()
                .map(row -> row[0] + "#" + row[1])
                .distinct()
                .toList());
  }

  @Test
  void admitted_and_refused_are_all_rows_known() {
    assertThat(counted("build-journeys")).isEqualTo(known(Tables.TOUCHPOINT, Tables.CONVERSION));
    assertThat(counted("build-features"))
        .isEqualTo(known(Tables.TOUCHPOINT, Tables.CONVERSION, Tables.CONTACT, Tables.CUSTOMER));
  }

  private long counted(String job) {
    return lake.read(Tables.GATE_OUTCOME)
        .where("job = '" + job + "'")
        .agg(sum("row_count"))
        .first()
        .getLong(0);
  }

  private long known(PersonTable... tables) {
    return Stream.of(tables)
        .mapToLong(
            table ->
                lake.readForGate(table)
                    .where(
                        "greatest(recorded_time, ingested_time) <= timestamp_micros("
                            + context.clocks().knownAtMicros()
                            + ")")
                    .count())
        .sum();
  }

  @Test
  void every_job_tells_what_it_read_and_wrote_and_what_the_gate_said() {
    List<JsonNode> events = EventSchemas.read(context.config().lineage().orElseThrow());

    assertThat(events).allSatisfy(event -> assertThat(EventSchemas.faults(event)).isEmpty());
    for (Job job : Stream.concat(Jobs.ALL.stream(), Stream.of(new BuildFeaturesJob())).toList()) {
      List<JsonNode> ofJob =
          events.stream()
              .filter(event -> event.at("/job/name").textValue().equals(job.name()))
              .toList();
      assertThat(ofJob)
          .as(job.name())
          .extracting(event -> event.at("/eventType").textValue())
          .containsExactly("START", "COMPLETE");
      List<String> written = new ArrayList<>();
      ofJob.get(1).at("/outputs").forEach(output -> written.add(output.at("/name").textValue()));
      assertThat(written)
          .contains("run")
          .containsAll(job.writes().stream().map(Table::name).toList());
      assertThat(ofJob.get(1).at("/run/facets/optika_gate").isMissingNode())
          .isEqualTo(!job.needsClocks());
    }
  }

  @Test
  void the_gate_facet_is_what_gate_outcome_holds() {
    JsonNode gate =
        EventSchemas.read(context.config().lineage().orElseThrow()).stream()
            .filter(event -> event.at("/job/name").textValue().equals("build-journeys"))
            .filter(event -> event.at("/eventType").textValue().equals("COMPLETE"))
            .findFirst()
            .orElseThrow()
            .at("/run/facets/optika_gate");
    long rowsIn = 0;
    List<String> told = new ArrayList<>();
    for (JsonNode table : gate.get("tables")) {
      rowsIn += table.get("rowsIn").longValue();
      for (JsonNode refused : table.get("refused")) {
        told.add(
            "%s %s %s %s %d"
                .formatted(
                    table.get("name").textValue(),
                    refused.get("purpose").textValue(),
                    refused.get("clock").textValue(),
                    refused.get("reason").textValue(),
                    refused.get("rows").longValue()));
      }
    }

    assertThat(rowsIn).isEqualTo(known(Tables.TOUCHPOINT, Tables.CONVERSION));
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            lake.read(Tables.GATE_OUTCOME)
                .where("job = 'build-journeys' and verdict = 'refused'")
                .selectExpr(
                    "concat_ws(' ', table_name, purpose, clock, reason, cast(row_count as string))")
                .as(Encoders.STRING())
                .collectAsList());
    assertThat(gate.at("/purposes/0/id").textValue()).isEqualTo("measurement");
    assertThat(gate.at("/purposes/0/legalBasisIn/NL").textValue()).isEqualTo("legitimate_interest");
    assertThat(gate.get("rulePackHash").textValue()).isEqualTo(context.rulePackHash());
  }

  @Test
  void the_shipped_registers_close_no_vendor_of_the_sample() {
    assertThat(lake.read(Tables.VENDOR).count()).isEqualTo(9);
    assertThat(lake.read(Tables.GATE_OUTCOME).where("clock = 'vendor'").count()).isZero();
  }

  @Test
  void a_job_that_fails_says_so_and_tells_nothing_of_rows(@TempDir Path folder) {
    RunContext other = withLake(folder.resolve("lake"), line -> {});
    Lineage lineage = new Lineage(other);

    assertThatThrownBy(
            () ->
                lineage.around(
                    "mistaken",
                    true,
                    List.of(),
                    () -> {
                      throw new UserErrorException("there is no budget");
                    }))
        .isInstanceOf(UserErrorException.class);
    assertThatThrownBy(
            () ->
                lineage.around(
                    "broken",
                    true,
                    List.of(),
                    () -> {
                      throw new IllegalStateException("a row of somebody");
                    }))
        .isInstanceOf(IllegalStateException.class);

    List<JsonNode> events = EventSchemas.read(folder.resolve("lineage"));
    assertThat(events).allSatisfy(event -> assertThat(EventSchemas.faults(event)).isEmpty());
    assertThat(events)
        .extracting(
            event ->
                event.at("/job/name").textValue()
                    + " "
                    + event.at("/eventType").textValue()
                    + " "
                    + event.at("/run/facets/errorMessage/message").asText())
        .containsExactly(
            "mistaken START ",
            "mistaken FAIL there is no budget",
            "broken START ",
            "broken FAIL java.lang.IllegalStateException");
  }

  @Test
  void events_that_cannot_be_written_are_said_and_lose_nothing(@TempDir Path folder)
      throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    List<String> log = new ArrayList<>();
    List<String> done = new ArrayList<>();

    new Lineage(withLake(file.resolve("lake"), log::add))
        .around("some-job", false, List.of(), () -> done.add("work"));

    assertThat(done).containsExactly("work");
    assertThat(log)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("lineage: " + file.resolve("lineage"))
                    .endsWith("of some-job is missing there; tables are not affected"));
  }

  /** The same configuration with events beside another lake. */
  private RunContext withLake(Path other, Consumer<String> log) {
    return new RunContext(
        context
            .configuration()
            .with(config -> config.at(other.toString(), config.raw(), Path.of("test.key"))),
        lake,
        "other-run",
        Instant.parse("2026-11-01T00:00:00Z"),
        log);
  }

  @Test
  void features_are_of_people_who_permit_profiling_now() {
    Dataset<Row> features = context.gate().stored(Tables.FEATURE).rows();
    long asOf = context.clocks().asOfMicros();
    Dataset<Row> permitted =
        context.gate().permittedThroughout(List.of("profiling"), asOf, asOf).rows();

    assertThat(features.count()).isGreaterThan(100);
    assertThat(features.join(permitted, "subject_id").count()).isEqualTo(features.count());
  }

  @Test
  void nobody_is_scored_before_a_model_was_trained_and_few_people_train_none() {
    assertThatThrownBy(() -> new ScoreJob().run(context))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("No model of kind 'churn' in ")
        .hasMessageEndingWith(
            " that was trained up to the clocks of this run. Train one: optika train");
    assertThatThrownBy(() -> new TrainJob(Optional.empty()).run(context))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("No model: The training set has ")
        .hasMessageEndingWith(
            " without it; at least 10 of either are needed: take more people, or in"
                + " conf/scores.yaml more moments or a longer within_days");
    assertThat(lake.read(Tables.MODEL_CARD).count()).isZero();
  }

  @Test
  void credit_of_channels_and_buckets_is_the_permitted_conversions() {
    long permitted = lake.readForGate(Tables.JOURNEY).where("conversion_id is not null").count();

    List<Row> totals =
        lake.read(Tables.ATTRIBUTION_CREDIT)
            .where("period = 'all' and region = 'all' and campaign = 'all'")
            .groupBy("model", "policy")
            .agg(sum("conversions"))
            .collectAsList();

    assertThat(totals).hasSize(11 * 4);
    for (Row total : totals) {
      assertThat(total.getDouble(2))
          .as(total.toString())
          .isCloseTo(permitted, within(1e-9 * permitted));
    }
  }

  @Test
  void months_and_regions_add_up_to_the_whole_for_rule_based_models() {
    List<Row> sums =
        lake.read(Tables.ATTRIBUTION_CREDIT)
            .where(
                "model in ('first-touch', 'last-touch', 'linear', 'position-based', 'time-decay', 'shapley') and campaign = 'all'")
            .groupBy("model", "policy", "channel")
            .agg(
                sum(
                    expr(
                        "case when period = 'all' and region = 'all' then conversions else 0 end")),
                sum(expr("case when period <> 'all' then conversions else 0 end")),
                sum(expr("case when region <> 'all' then conversions else 0 end")))
            .collectAsList();

    assertThat(sums).isNotEmpty();
    for (Row row : sums) {
      assertThat(row.getDouble(4)).as(row.toString()).isCloseTo(row.getDouble(3), within(1e-9));
      assertThat(row.getDouble(5)).as(row.toString()).isCloseTo(row.getDouble(3), within(1e-9));
    }
  }

  @Test
  void touch_credit_shares_add_up_to_one_a_journey_and_model() {
    long wrong =
        lake.readForGate(Tables.TOUCH_CREDIT)
            .groupBy("subject_id", "journey_number", "model")
            .agg(sum("share").as("share"))
            .where(abs(col("share").minus(1)).gt(1e-9))
            .agg(count(lit(1)))
            .first()
            .getLong(0);

    assertThat(wrong).isZero();
  }

  @Test
  void published_tables_keep_to_the_reader_protocol_of_bi_tools() {
    for (var table : Tables.ALL) {
      if (table == Tables.BUDGET_LEDGER) {
        continue; // written by the ledger alone, for which BI has no use; see BudgetLedgerTest
      }
      if (table instanceof PersonTable person) { // makes those that no job has written yet
        lake.readForGate(person);
      } else {
        lake.read((OpenTable) table);
      }
      Row detail =
          spark
              .sql("DESCRIBE DETAIL delta.`" + lake.location(table) + "`")
              .select("minReaderVersion", "minWriterVersion")
              .first();
      assertThat(detail.getInt(0)).as(table.name()).isEqualTo(1);
      assertThat(detail.getInt(1)).as(table.name()).isEqualTo(2);
    }
  }

  @Test
  void arms_of_the_experiment_come_with_their_propensity() throws IOException {
    Map<String, Long> drawn =
        csv("raw", "contacts/part-00000.csv").stream()
            .filter(cells -> cells[0].startsWith("x") && !cells[5].isEmpty())
            .collect(Collectors.groupingBy(cells -> cells[4], Collectors.counting()));

    Map<String, Long> stored = new HashMap<>();
    for (Row arm :
        lake.readForGate(Tables.CONTACT)
            .where("experiment = 'winback-2026-07'")
            .groupBy("topic", "direction", "propensity")
            .agg(count(lit(1)))
            .collectAsList()) {
      assertThat(arm.getString(1)).isEqualTo("outbound");
      assertThat(arm.getDouble(2)).isEqualTo(1.0 / 3);
      stored.put(arm.getString(0), arm.getLong(3));
    }

    assertThat(stored).isEqualTo(drawn).containsOnlyKeys("none", "email-offer", "phone-service");
  }

  @Test
  void customers_are_known_at_each_instant_as_they_were_known_then() throws IOException {
    for (String instant : List.of("2026-03-01", "2026-07-01", "2026-10-01")) {
      String at = instant + "T00:00:00Z";
      Map<String, String[]> states = new HashMap<>();
      for (String[] cells : csv("raw", "customers/part-00000.csv")) {
        if (cells[0].matches("K1\\d{7}") && cells[7].compareTo(at) <= 0) {
          states.merge(cells[0], cells, (one, two) -> one[6].compareTo(two[6]) > 0 ? one : two);
        }
      }

      List<String> known =
          lake
              .readForGate(Tables.CUSTOMER)
              .where("greatest(recorded_time, ingested_time) <= timestamp '" + at + "'")
              .groupBy("subject_id")
              .agg(
                  expr(
                      "max_by(concat_ws('/', region, string(unix_micros(customer_until)), preferred_channels, declined_channels), recorded_time)"))
              .collectAsList()
              .stream()
              .map(row -> row.getString(1))
              .toList();

      assertThat(known)
          .as(at)
          .containsExactlyInAnyOrderElementsOf(
              states.values().stream().map(DataSamplesTest::regionEndAndChannels).toList());
    }
  }

  private static String regionEndAndChannels(String[] state) {
    String end =
        state[5].isEmpty()
            ? ""
            : Long.toString(RunContext.micros(Instant.parse(state[5] + "T00:00:00Z")));
    return Stream.of(state[2], end, state[8], state[9])
        .filter(told -> !told.isEmpty())
        .collect(Collectors.joining("/"));
  }

  @Test
  void no_identifier_of_the_raw_files_is_in_any_byte_of_the_lake() throws IOException {
    List<byte[]> identifiers =
        csv("truth", "permission.csv").stream()
            .map(row -> row[1])
            .distinct()
            .limit(60)
            .map(identifier -> identifier.getBytes(StandardCharsets.UTF_8))
            .toList();

    try (Stream<Path> files = Files.walk(Path.of(lake.root()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (byte[] identifier : identifiers) {
          assertThat(bytes.contains(new String(identifier, StandardCharsets.ISO_8859_1)))
              .as(file.getFileName().toString())
              .isFalse();
        }
      }
    }
  }

  /** Rows of a file of data-samples without its header; no field has a comma in it. */
  private static List<String[]> csv(String folder, String file) throws IOException {
    return Files.readAllLines(SAMPLES.resolve(folder).resolve(file)).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .toList();
  }
}
