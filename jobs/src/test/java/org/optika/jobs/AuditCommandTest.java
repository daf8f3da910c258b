package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.jobs.audit.SampleFile;
import picocli.CommandLine;

/** From tables to a sample, and from captures that follow the stored permission to a verdict. */
@Tag("slow")
@Tag("audit")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCommandTest {
  private static final Instant CAPTURED = Instant.parse("2026-09-25T12:00:00Z");
  private static final int WINDOW_DAYS = 60;

  private SmallWorld world;
  private JobsInSession session;
  private Path lake;
  private Path folder;

  /** How a command ended, and what it has said. */
  private record Said(int exit, String out, String err) {}

  @BeforeAll
  void build_a_lake(@TempDir Path temporary) throws IOException {
    folder = temporary;
    world = SmallWorld.in(Files.createDirectory(temporary.resolve("world")), 60);
    session = JobsInSession.open(world.config());
    lake = temporary.resolve("lake");
    session.run(lake, world.both(), SmallWorld.LATER, List.of("ingest", "build-consent-timeline"));
  }

  @AfterAll
  void close() {
    session.close();
  }

  private static Said optika(String... arguments) {
    CommandLine commandLine = Optika.commandLine();
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      commandLine.setErr(new PrintWriter(err, true));
      for (CommandLine command :
          commandLine.getSubcommands().get("audit").getSubcommands().values()) {
        command.setErr(new PrintWriter(err, true));
      }
      int exit = CommandLineMain.execute(commandLine, arguments);
      return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  private Said audit(String command, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "audit",
                command,
                "--config",
                world.config().toString(),
                "--lake",
                lake.toString(),
                "--as-of",
                SmallWorld.LATER.toString(),
                "--known-at",
                SmallWorld.LATER.toString()));
    all.addAll(List.of(arguments));
    return optika(all.toArray(String[]::new));
  }

  private DrawnSample sample(String name, String... arguments) {
    Path file = folder.resolve(name);
    List<String> all =
        new ArrayList<>(
            List.of(
                "--out",
                file.toString(),
                "--seed",
                "11",
                "--window-days",
                Integer.toString(WINDOW_DAYS)));
    all.addAll(List.of(arguments));
    Said said = audit("sample", all.toArray(String[]::new));
    assertThat(said.err()).isEmpty();
    assertThat(said.exit()).isZero();
    assertThat(said.out())
        .endsWith(
            "It holds pseudonyms and only its owner can read it: delete it after the audit.\n");
    return SampleFile.read(file);
  }

  private Dataset<Row> table(String name) {
    return session.spark().read().format("delta").load(lake.resolve(name).toString());
  }

  /** Keys of the devices that the tables hold in the window, robots left out. */
  private Set<String> devicesInWindow() {
    Instant from = SmallWorld.LATER.minus(Duration.ofDays(WINDOW_DAYS));
    Set<Long> seen = new HashSet<>();
    for (String table : List.of("consent_event", "touchpoint", "conversion")) {
      String time = table.equals("consent_event") ? "event_time" : "occurred_at";
      String bot = table.equals("conversion") ? "false" : "is_bot";
      for (Row row :
          table(table)
              .selectExpr("subject_id", time, bot, "greatest(recorded_time, ingested_time)")
              .collectAsList()) {
        Instant at = row.getTimestamp(1).toInstant();
        boolean known = !row.getTimestamp(3).toInstant().isAfter(SmallWorld.LATER);
        if (known && !row.getBoolean(2) && !at.isBefore(from) && !at.isAfter(SmallWorld.LATER)) {
          seen.add(row.getLong(0));
        }
      }
    }
    Set<String> devices = new HashSet<>();
    for (Row row :
        table("subject").select("subject_id", "subject_key", "subject_key_type").collectAsList()) {
      if (row.getString(2).equals("device") && seen.contains(row.getLong(0))) {
        devices.add(row.getString(1));
      }
    }
    return devices;
  }

  /** Keys of the devices that permit measurement when the captures are made. */
  private Set<String> permitting() {
    Map<Long, String> keys = new HashMap<>();
    for (Row row : table("subject").select("subject_id", "subject_key").collectAsList()) {
      keys.put(row.getLong(0), row.getString(1));
    }
    String at = "timestamp '" + CAPTURED + "'";
    Set<String> permitting = new HashSet<>();
    for (Row row :
        table("consent_timeline")
            .where("purpose = 'measurement' AND state_code BETWEEN 1 AND 4")
            .where("valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)".formatted(at, at))
            .where("known_from <= %s AND (known_to IS NULL OR known_to > %s)".formatted(at, at))
            .select("subject_id")
            .collectAsList()) {
      permitting.add(keys.get(row.getLong(0)));
    }
    return permitting;
  }

  /** Statistics run where they are permitted, and on so many more devices. */
  private Path captures(DrawnSample sample, int planted) throws IOException {
    Set<String> permitting = permitting();
    List<String> rows = new ArrayList<>(List.of("sample_id,seen_at,kind,host,name"));
    int left = planted;
    for (SampledDevice device : sample.devices()) {
      rows.add("%s,%s,request,www.fjordpad.example,".formatted(device.sampleId(), CAPTURED));
      boolean permits = permitting.contains(device.subjectKey());
      if (permits || left-- > 0) {
        rows.add(
            "%s,%s,cookie-read,www.fjordpad.example,_nc".formatted(device.sampleId(), CAPTURED));
      }
    }
    assertThat(left).as("devices to plant on").isLessThanOrEqualTo(0);
    return Files.write(folder.resolve("captures-%d.csv".formatted(planted)), rows);
  }

  @Test
  void devices_are_drawn_from_all_that_were_seen_in_the_window() {
    Set<String> devices = devicesInWindow();

    DrawnSample sample = sample("one.csv", "--size", "30");

    assertThat(sample.design().strata())
        .containsExactly(new DrawnStratum("all", devices.size(), 30));
    assertThat(devices)
        .hasSizeGreaterThan(60)
        .containsAll(sample.devices().stream().map(SampledDevice::subjectKey).toList());
    assertThat(sample("census.csv", "--size", Integer.toString(devices.size())).devices())
        .extracting(SampledDevice::subjectKey)
        .containsExactlyInAnyOrderElementsOf(devices);
  }

  /** Of each device the class that its newest event names which names one. */
  private Map<String, Long> devicesByClass() {
    Map<Long, Row> newest = new HashMap<>();
    for (Row row :
        table("consent_event")
            .where("NOT is_bot AND device_class IS NOT NULL")
            .selectExpr(
                "subject_id",
                "event_time",
                "event_id",
                "device_class",
                "greatest(recorded_time, ingested_time)")
            .collectAsList()) {
      if (!row.getTimestamp(4).toInstant().isAfter(SmallWorld.LATER)
          && !row.getTimestamp(1).toInstant().isAfter(SmallWorld.LATER)) {
        newest.merge(
            row.getLong(0),
            row,
            (one, other) -> {
              int order = one.getTimestamp(1).compareTo(other.getTimestamp(1));
              order = order == 0 ? one.getString(2).compareTo(other.getString(2)) : order;
              return order > 0 ? one : other;
            });
      }
    }
    Set<String> devices = devicesInWindow();
    Map<String, Long> byClass = new TreeMap<>();
    for (Row row : table("subject").select("subject_id", "subject_key").collectAsList()) {
      if (devices.contains(row.getString(1))) {
        Row event = newest.get(row.getLong(0));
        byClass.merge(event == null ? "unknown" : event.getString(3), 1L, Long::sum);
      }
    }
    return byClass;
  }

  @Test
  void strata_are_made_by_the_newest_event_that_names_a_value() {
    DrawnSample sample =
        sample(
            "by-class.csv", "--size", "40", "--strata", "device_class", "--min-per-stratum", "2");

    Map<String, Long> strata = new TreeMap<>();
    sample.design().strata().forEach(stratum -> strata.put(stratum.name(), stratum.devices()));
    assertThat(strata).isEqualTo(devicesByClass()).hasSizeGreaterThan(2);
    assertThat(sample.design().strata())
        .allMatch(stratum -> stratum.drawn() >= Math.min(2, stratum.devices()));
  }

  @Test
  void the_same_seed_draws_the_same_devices_and_more_of_them_for_a_larger_sample() {
    String[] strata = {"--strata", "device_class,jurisdiction", "--size"};
    DrawnSample small = sample("small.csv", strata[0], strata[1], strata[2], "20");
    DrawnSample again = sample("again.csv", strata[0], strata[1], strata[2], "20");
    DrawnSample large = sample("large.csv", strata[0], strata[1], strata[2], "45");

    assertThat(again).isEqualTo(small);
    assertThat(large.devices()).containsAll(small.devices()).hasSize(45);
    assertThat(small.design().strata().size()).isGreaterThan(3);
    assertThat(small.design().population()).isEqualTo(devicesInWindow().size());
  }

  @Test
  void captures_that_follow_the_stored_permission_show_no_violation() throws IOException {
    DrawnSample sample = sample("follow.csv", "--size", "60", "--strata", "device_class");
    Path out = folder.resolve("follow.json");

    Said said =
        audit(
            "check",
            "--sample",
            folder.resolve("follow.csv").toString(),
            "--captures",
            captures(sample, 0).toString(),
            "--null",
            "0.01",
            "--out",
            out.toString());

    JsonNode report = JsonMapper.builder().build().readTree(out.toFile());
    assertThat(report.at("/rate/deviating").asInt()).isZero();
    assertThat(report.at("/rate/captured").asInt()).isEqualTo(60);
    assertThat(report.at("/captures/observations").asInt()).isBetween(61, 120);
    assertThat(report.at("/test/rejected").asBoolean()).isFalse();
    assertThat(report.at("/sample/strata_by/0").asText()).isEqualTo("device_class");
    assertThat(said.out())
        .contains("More than 1.00 % deviate? not shown (p = 1.0000, alpha = 0.05).");
    assertThat(said.exit()).isZero();
  }

  @Test
  void planted_violations_are_found_and_told_by_the_exit_code() throws IOException {
    DrawnSample sample =
        sample("planted.csv", "--null", "0.02", "--alternative", "0.2", "--power", "0.8");

    Said said =
        audit(
            "check",
            "--sample",
            folder.resolve("planted.csv").toString(),
            "--captures",
            captures(sample, 3).toString(),
            "--format",
            "json");

    JsonNode report = JsonMapper.builder().build().readTree(said.out());
    assertThat(sample.design().goal()).contains(new TestGoal(0.02, 0.2, 0.05, 0.8));
    assertThat(report.at("/rate/deviating").asInt()).isEqualTo(3);
    assertThat(report.at("/violations").findValuesAsText("purpose"))
        .isNotEmpty()
        .allMatch("measurement"::equals);
    assertThat(report.at("/test/rejected").asBoolean()).isTrue();
    assertThat(report.at("/test/planned/power").asDouble()).isEqualTo(0.8);
    assertThat(said.exit()).isEqualTo(3);
  }

  @Test
  void a_plan_needs_no_data() {
    assertThat(optika("audit", "plan", "--null", "0.01", "--alternative", "0.02"))
        .isEqualTo(
            new Said(
                0,
                """
                Draw 1,349 devices. 21 or more deviating ones show that the share is above 0.01.
                Exact binomial probability of that: 0.0341 at 0.01 (alpha 0.05), 0.9002 at 0.02 (wanted 0.9).
                """,
                ""));
    assertThat(
            optika(
                    "audit",
                    "plan",
                    "--null",
                    "0.01",
                    "--alternative",
                    "0.02",
                    "--population",
                    "10000")
                .out())
        .startsWith("Draw 1,214 devices. 19 or more");
  }

  @Test
  void mistakes_are_told_in_one_line_and_end_with_2() throws IOException {
    DrawnSample sample = sample("mistakes.csv", "--null", "0.02", "--alternative", "0.2");
    String file = folder.resolve("mistakes.csv").toString();
    String none = folder.resolve("none.csv").toString();
    String csv = captures(sample, 0).toString();
    Files.writeString(
        folder.resolve("late.csv"),
        Files.readString(Path.of(csv)).replace("2026-09-25", "2026-10-02"));

    assertThat(audit("sample", "--out", file, "--size", "5"))
        .isEqualTo(
            mistake(
                file
                    + ": is there already, and a sample is not drawn over another. Name another file."));
    String ways =
        "Say how large the sample is to be in one way: --size, or --precision with --assumed, or --null with --alternative.";
    assertThat(audit("sample", "--out", none)).isEqualTo(mistake(ways));
    assertThat(audit("sample", "--out", none, "--size", "5", "--null", "0.1"))
        .isEqualTo(mistake(ways));
    assertThat(audit("sample", "--out", none, "--size", "5", "--strata", "shoe_size"))
        .isEqualTo(
            mistake(
                "--strata: unknown column 'shoe_size'; known: [device_class, region, jurisdiction]"));
    assertThat(audit("sample", "--out", none, "--size", "5", "--assumed-in", "north=0.1").err())
        .isEqualTo("--assumed-in: unknown stratum 'north'; known: [all]\n");
    assertThat(audit("sample", "--out", none, "--size", "1000000").err())
        .matches("a sample of these strata has 0 to \\d+ devices, got 1000000\n");
    assertThat(audit("check", "--sample", file))
        .isEqualTo(mistake("Name the captures by either --har DIR or --captures FILE."));
    assertThat(audit("check", "--sample", file, "--captures", csv, "--null", "0.03"))
        .isEqualTo(
            mistake(
                file
                    + " was drawn to test 0.02 at alpha 0.05, which is not changed afterwards. Leave --null and --alpha out, or draw another sample."));
    assertThat(
            audit("check", "--sample", file, "--captures", folder.resolve("late.csv").toString())
                .err())
        .contains("captures show more than is known at 2026-10-01T00:00:00Z");
    assertThat(
            optika(
                    "audit",
                    "check",
                    "--config",
                    world.config().toString(),
                    "--lake",
                    lake.toString(),
                    "--known-at",
                    "2026-09-30",
                    "--sample",
                    file,
                    "--captures",
                    csv)
                .err())
        .isEqualTo(
            "The stored permission was built for known_at 2026-10-01T00:00:00Z, and this check has known_at 2026-09-30T00:00:00Z. Run 'optika build-consent-timeline' with the clocks of this check.\n");
    assertThat(optika("audit").err())
        .contains("Say what to do: optika audit plan, sample or check");
    assertThat(optika("audit", "plan", "--null", "0.2", "--alternative", "0.1"))
        .isEqualTo(mistake("the alternative must be in (0.2, 1), above the rate of H0, got 0.1"));
    assertThat(Files.exists(Path.of(none))).isFalse();
  }

  private static Said mistake(String message) {
    return new Said(2, "", message + "\n");
  }
}
