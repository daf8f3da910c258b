package org.optika.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.core.evidence.audit.ObservationKind.COOKIE_READ;
import static org.optika.core.evidence.audit.ObservationKind.COOKIE_SET;
import static org.optika.core.evidence.audit.ObservationKind.REQUEST;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.evidence.audit.Observation;
import org.optika.core.evidence.audit.ObservationKind;

class HarReaderTest {
  private static Capture read(String name) throws IOException {
    try (InputStream in = HarReaderTest.class.getResourceAsStream("/audit/" + name)) {
      return HarReader.read(name, in);
    }
  }

  private static Capture parse(String json) {
    return HarReader.read("x.har", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Observation seen(String at, ObservationKind kind, String host, String name) {
    return new Observation(
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at)), kind, host, name);
  }

  @Test
  void an_entry_is_a_request_and_the_names_of_cookies_sent_and_set() throws IOException {
    Capture capture = read("browser.har");

    String at = "2026-09-01T10:00:00.125Z";
    assertThat(capture.faults()).isEmpty();
    assertThat(capture.observations())
        .containsExactly(
            seen(at, REQUEST, "www.shop.example", ""),
            seen(at, COOKIE_READ, "www.shop.example", "session"),
            seen(at, COOKIE_READ, "www.shop.example", "_ctr_7"),
            seen(at, COOKIE_SET, "www.shop.example", "kept"),
            seen(at, COOKIE_SET, "www.shop.example", "renewed"),
            seen(at, COOKIE_SET, "www.shop.example", "unclear"),
            seen("2026-09-01T10:00:01Z", REQUEST, "live.shop.example", ""),
            seen("2026-09-01T10:00:01Z", COOKIE_READ, "live.shop.example", "session"),
            seen("2026-09-01T10:00:02Z", REQUEST, "[2001:db8::7]", ""));
    assertThat(capture.ignored()).isEqualTo(3);
    assertThat(capture.isWithoutCookies()).isFalse();
  }

  @Test
  void what_cannot_be_read_is_told_by_row_and_shape_and_the_rest_is_read() throws IOException {
    Capture capture = read("faulty.har");

    String instant = "an instant with its offset, e.g. 2026-09-01T10:00:00.000Z";
    String url = "a URL, e.g. https://www.shop.example/";
    assertThat(capture.faults())
        .containsExactly(
            new CaptureFault("faulty.har", 1, "startedDateTime", instant, "xxxxxxxxx, 99 x'xxxxx"),
            new CaptureFault("faulty.har", 2, "startedDateTime", instant, "nothing"),
            new CaptureFault("faulty.har", 3, "startedDateTime", instant, "nothing"),
            new CaptureFault("faulty.har", 4, "request.url", url, "no URL"),
            new CaptureFault("faulty.har", 5, "request.url", url, "no URL"),
            new CaptureFault("faulty.har", 6, "*", "an object with a request", "something else"),
            new CaptureFault(
                "faulty.har",
                8,
                "*",
                "JSON up to the end of the file",
                "something else in line 12"));
    assertThat(capture.observations())
        .containsExactly(seen("2026-09-01T10:00:05Z", REQUEST, "www.shop.example", ""));
    assertThat(capture.faults().get(0))
        .hasToString(
            "faulty.har, row 1, 'startedDateTime': expected %s, got xxxxxxxxx, 99 x'xxxxx"
                .formatted(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{}", "{\"log\": 5}", "{\"log\": {\"entries\": {}}}", "{\"logs\": []}"})
  void other_json_is_no_capture(String json) {
    Capture capture = parse(json);

    assertThat(capture.observations()).isEmpty();
    assertThat(capture.faults())
        .containsExactly(
            new CaptureFault("x.har", 0, "log.entries", "a list, as in HAR 1.2", "nothing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "{\"log\": {\"entries\": [}"})
  void other_text_is_no_capture(String text) {
    assertThat(parse(text).faults()).hasSize(1);
    assertThat(parse(text).observations()).isEmpty();
  }

  @Test
  void an_empty_capture_is_none_of_these() {
    Capture capture = parse("{\"log\": {\"entries\": []}}");

    assertThat(capture.faults()).isEmpty();
    assertThat(capture.observations()).isEmpty();
    assertThat(capture.isWithoutCookies()).isTrue();
  }

  /** 400 bodies of a million characters, and one that is longer than texts may be elsewhere. */
  @Test
  void bodies_are_passed_over_whatever_their_size() {
    String head =
        "{\"startedDateTime\": \"2026-09-01T10:00:00Z\", \"request\": {\"url\": \"https://a.example/\"}, \"response\": {\"content\": {\"text\": \"";
    List<InputStream> parts = new java.util.ArrayList<>();
    parts.add(stream("{\"log\": {\"entries\": ["));
    byte[] million = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    for (int entry = 0; entry < 400; entry++) {
      parts.add(stream((entry == 0 ? "" : ",") + head));
      parts.add(new ByteArrayInputStream(million));
      parts.add(stream("\"}}}"));
    }
    parts.add(stream("," + head));
    for (int part = 0; part < 50; part++) {
      parts.add(new ByteArrayInputStream(million));
    }
    parts.add(stream("\"}}}]}}"));

    Capture capture =
        HarReader.read("x.har", new SequenceInputStream(Collections.enumeration(parts)));

    assertThat(capture.faults()).isEmpty();
    assertThat(capture.observations())
        .containsExactly(seen("2026-09-01T10:00:00Z", REQUEST, "a.example", ""));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
