package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.Clocks;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.evidence.audit.CaptureJudge;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.evidence.audit.Tag;
import org.optika.core.evidence.audit.TagBook;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.jobs.audit.HarFolder;
import org.optika.jobs.audit.TestSample;
import org.optika.jobs.cards.JsonSchemaFile;

/**
 * From HAR files and stored permission to the report: six devices of two strata, of which one keeps
 * to what is permitted, one reads after withdrawal, one sets without permission, one is broken, one
 * was erased and one has no capture.
 */
class AuditReportTest {
  private static final long KNOWN_AT = micros("2026-10-01T00:00:00Z");
  private static final RulePack RULES =
      new RulePack(
          List.of(
              new Purpose(
                  "measurement", LegalBasis.CONSENT, Map.of(), false, false, false, false, "")),
          List.of(new Jurisdiction("EU", List.of(), List.of(), List.of())),
          List.of(),
          List.of());
  private static final TagBook TAGS =
      new TagBook(
          List.of(
              new Tag(
                  "shop",
                  "ourselves",
                  List.of(),
                  true,
                  List.of("www.shop.example"),
                  List.of("session"),
                  List.of()),
              new Tag(
                  "statistics",
                  "Counter Inc.",
                  List.of("measurement"),
                  false,
                  List.of("t.counter.example"),
                  List.of("_ctr*"),
                  List.of()),
              new Tag(
                  "heat-map",
                  "Warm Inc.",
                  List.of("measurement"),
                  false,
                  List.of("*.warm.example"),
                  List.of(),
                  List.of())));
  private static final DrawnSample SAMPLE =
      TestSample.of(
          Optional.of(new TestGoal(0.01, 0.02, 0.05, 0.9)),
          List.of(new DrawnStratum("desktop|NL", 60, 4), new DrawnStratum("mobile|NL", 40, 2)),
          "key of who keeps to it",
          "key of who reads on",
          "key of who sets",
          "key of who has a broken capture",
          "key of who was erased",
          "key of who has no capture");

  @TempDir private Path folder;

  private static long micros(String instant) {
    return RunContext.micros(Instant.parse(instant));
  }

  private static ConsentInterval interval(String from, String to, ConsentState state) {
    return new ConsentInterval(
        "measurement",
        micros(from),
        to.isEmpty() ? Long.MAX_VALUE : micros(to),
        micros(from),
        Long.MAX_VALUE,
        state,
        "R",
        Optional.of("e"),
        "EU",
        LegalBasis.CONSENT,
        false);
  }

  private static final Map<String, List<ConsentInterval>> STORED =
      Map.of(
          "key of who keeps to it",
          List.of(interval("2026-09-01T00:00:00Z", "", ConsentState.CONSENT)),
          "key of who reads on",
          List.of(
              interval("2026-09-01T00:00:00Z", "2026-09-20T10:00:00Z", ConsentState.CONSENT),
              interval("2026-09-20T10:00:00Z", "", ConsentState.WITHDRAWN)),
          "key of who sets",
          List.of(),
          "key of who has a broken capture",
          List.of(interval("2026-09-01T00:00:00Z", "", ConsentState.CONSENT)),
          "key of who has no capture",
          List.of());

  private static Optional<List<ConsentInterval>> stored(SampledDevice device) {
    return Optional.ofNullable(STORED.get(device.subjectKey()));
  }

  private void har(String subjectKey, String... entries) throws IOException {
    SampledDevice device =
        SAMPLE.devices().stream()
            .filter(each -> each.subjectKey().equals(subjectKey))
            .findFirst()
            .orElseThrow();
    Files.writeString(
        folder.resolve(device.sampleId() + ".har"),
        "{\"log\": {\"entries\": [" + String.join(",", entries));
  }

  private static String entry(String at, String host, String sent, String set) {
    return """
        {"startedDateTime": "%s", "request": {"url": "https://%s/?id=secret", "headers": [{"name": "Cookie", "value": "%s"}]},
         "response": {"headers": [{"name": "Set-Cookie", "value": "%s"}]}}\
        """
        .formatted(at, host, sent, set);
  }

  @BeforeEach
  void capture() throws IOException {
    String shop = entry("2026-09-20T10:00:00Z", "www.shop.example", "session=secret", "");
    har(
        "key of who keeps to it",
        shop,
        entry("2026-09-20T10:00:01Z", "t.counter.example", "", "_ctr=secret") + "]}}");
    har(
        "key of who reads on",
        shop,
        entry("2026-09-20T09:59:59Z", "www.shop.example", "_ctr=secret", ""),
        entry("2026-09-20T10:00:30Z", "www.shop.example", "_ctr=secret", ""),
        entry("2026-09-20T11:00:01Z", "www.shop.example", "_ctr=secret; mystery=secret", "")
            + "]}}");
    har(
        "key of who sets",
        shop,
        entry("2026-09-20T10:00:01Z", "www.shop.example", "", "_ctr_1=secret"),
        entry("2026-09-20T10:00:02Z", "cdn.other.example", "", "") + "]}}");
    har("key of who has a broken capture", shop);
    har("key of who was erased", shop + "]}}");
  }

  private SamplingAudit audit(long knownAt) {
    return SamplingAudit.of(
        SAMPLE,
        new HarFolder(folder, SAMPLE),
        AuditReportTest::stored,
        new CaptureJudge(TAGS, RULES, knownAt),
        knownAt);
  }

  private AuditReport report(double nullRate) {
    return new AuditReport(
        audit(KNOWN_AT),
        SAMPLE,
        Optional.of(new RateQuestion(nullRate, 0.05)),
        new AuditReport.Origin(
            "shop", new Clocks(KNOWN_AT, KNOWN_AT), "har", "aa", "bb", "cc", TAGS.tags()));
  }

  private static String expected(String name) throws IOException {
    try (InputStream in = AuditReportTest.class.getResourceAsStream("/audit/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_report_for_programs_is_exactly_this() throws IOException {
    assertThat(AuditJson.of(report(0.01))).isEqualTo(expected("expected-report.json"));
  }

  @Test
  void the_report_for_people_is_exactly_this() throws IOException {
    assertThat(AuditText.of(report(0.01))).isEqualTo(expected("expected-report.txt"));
  }

  @Test
  void it_tells_nothing_of_any_device() {
    String both = AuditJson.of(report(0.01)) + AuditText.of(report(0.01));

    assertThat(both).doesNotContain("secret");
    for (SampledDevice device : SAMPLE.devices()) {
      assertThat(both).doesNotContain(device.sampleId(), device.captureCode(), device.subjectKey());
    }
  }

  @Test
  void it_fits_its_schema_and_names_all_of_it() throws IOException {
    JsonNode json = JsonMapper.builder().build().readTree(AuditJson.of(report(0.01)));

    assertThat(JsonSchemaFile.faults(Path.of("../docs/sampling-audit.schema.json"), json))
        .isEmpty();
  }

  @Test
  void the_verdict_depends_on_the_rate_that_is_acceptable() {
    assertThat(report(0.01).rejects()).isTrue();
    assertThat(report(0.5).rejects()).isFalse();
  }

  @Test
  void captures_later_than_what_is_known_cannot_be_checked() {
    assertThatThrownBy(() -> audit(micros("2026-09-20T10:30:00Z")))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(
            "1 captures show more than is known at 2026-09-20T10:30:00Z, so what was permitted then cannot be told. Ingest the consent events up to the last capture, run 'optika build-consent-timeline', and check with the clocks of that.");
  }
}
