package org.optika.core.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.consent.EventBuilder.event;
import static org.optika.core.consent.EventBuilder.micros;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.MEASUREMENT;
import static org.optika.core.consent.TestRules.PACK;
import static org.optika.core.evidence.audit.ObservationKind.COOKIE_READ;
import static org.optika.core.evidence.audit.ObservationKind.COOKIE_SET;
import static org.optika.core.evidence.audit.ObservationKind.REQUEST;
import static org.optika.core.evidence.audit.ObservationKind.STORAGE;
import static org.optika.core.evidence.audit.ViolationKind.READ_AFTER_WITHDRAWAL;
import static org.optika.core.evidence.audit.ViolationKind.SENT_WITHOUT_PERMISSION;
import static org.optika.core.evidence.audit.ViolationKind.SET_WITHOUT_PERMISSION;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.EventBuilder;
import org.optika.core.ingest.Action;

class CaptureJudgeTest {
  private static final long NOW = micros("2026-08-01");
  private static final Tag STATISTICS =
      new Tag(
          "statistics",
          "Counter Inc.",
          List.of(MEASUREMENT),
          false,
          List.of("*.counter.example"),
          List.of("_ctr*"),
          List.of("ctr.*"));
  private static final Tag NEWSLETTER =
      new Tag(
          "newsletter-pixel",
          "Mailer Inc.",
          List.of(EMAIL, MEASUREMENT),
          false,
          List.of("pixel.mailer.example"),
          List.of("*@*.mailer.example"),
          List.of());
  private static final Tag SHOP =
      new Tag(
          "shop",
          "ourselves",
          List.of(),
          true,
          List.of("www.shop.example"),
          List.of("session"),
          List.of());
  private static final TagBook TAGS = new TagBook(List.of(SHOP, STATISTICS, NEWSLETTER));
  private static final CaptureJudge JUDGE = new CaptureJudge(TAGS, PACK, NOW);

  private static Observation seen(String at, ObservationKind kind, String host, String name) {
    return new Observation(micros(at), kind, host, name);
  }

  private static List<ConsentInterval> timeline(EventBuilder... builders) {
    List<ConsentInterval> intervals = new ArrayList<>();
    for (String purpose : List.of(MEASUREMENT, EMAIL)) {
      List<ConsentEvent> events =
          Stream.of(builders)
              .map(EventBuilder::build)
              .filter(event -> event.purpose().equals(purpose))
              .toList();
      intervals.addAll(ConsentTimeline.of(events, PACK.purpose(purpose), PACK));
    }
    return intervals;
  }

  @Test
  void what_is_permitted_or_necessary_is_no_violation() {
    DeviceFindings findings =
        JUDGE.judge(
            List.of(
                seen("2026-03-02", REQUEST, "www.shop.example", ""),
                seen("2026-03-02", COOKIE_SET, "www.shop.example", "session"),
                seen("2026-03-02", COOKIE_SET, "www.shop.example", "_ctr_1"),
                seen("2026-03-02", REQUEST, "EU.Counter.Example", "")),
            timeline(event("yes", Action.GIVEN, "2026-03-01").notice("other", 1)));

    assertThat(findings.deviates()).isFalse();
    assertThat(findings.observations()).isEqualTo(4);
    assertThat(findings.unmapped()).isEmpty();
    assertThat(findings.absent()).isEmpty();
  }

  @Test
  void each_kind_of_observation_has_its_kind_of_violation() {
    DeviceFindings findings =
        JUDGE.judge(
            List.of(
                seen("2026-03-02", COOKIE_SET, "www.shop.example", "_ctr_1"),
                seen("2026-03-02", STORAGE, "www.shop.example", "ctr.visits"),
                seen("2026-03-02", COOKIE_READ, "www.shop.example", "_ctr_1"),
                seen("2026-03-02", REQUEST, "eu.counter.example", "")),
            List.of());

    assertThat(findings.violations())
        .containsExactly(
            unknown(SET_WITHOUT_PERMISSION),
            unknown(SET_WITHOUT_PERMISSION),
            unknown(SENT_WITHOUT_PERMISSION),
            unknown(SENT_WITHOUT_PERMISSION));
  }

  private static Violation unknown(ViolationKind kind) {
    return new Violation(kind, MEASUREMENT, "statistics", "unknown", Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-05T10:00:59Z, UP_TO_1_MINUTE",
    "2026-03-05T10:01:00Z, UP_TO_1_MINUTE",
    "2026-03-05T10:01:01Z, UP_TO_1_HOUR",
    "2026-03-06T10:00:00Z, UP_TO_1_DAY",
    "2026-04-04T10:00:00Z, UP_TO_30_DAYS",
    "2026-07-05T10:00:00Z, LONGER",
  })
  void a_cookie_read_after_withdrawal_is_told_with_its_delay(String at, DelayClass delay) {
    List<ConsentInterval> intervals =
        timeline(
            event("yes", Action.GIVEN, "2026-03-01").notice("other", 1),
            event("no", Action.WITHDRAWN, "2026-03-05T10:00:00Z"),
            event("and again", Action.OBJECTED, "2026-03-05T10:00:30Z"));

    assertThat(
            JUDGE
                .judge(List.of(seen(at, COOKIE_READ, "www.shop.example", "_CTR")), intervals)
                .violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.kind()).isEqualTo(READ_AFTER_WITHDRAWAL);
              assertThat(violation.reason()).isEqualTo("objected");
              assertThat(violation.delay()).contains(delay);
            });
  }

  @Test
  void a_request_after_withdrawal_without_a_cookie_is_sent_without_permission() {
    List<ConsentInterval> intervals =
        timeline(
            event("yes", Action.GIVEN, "2026-03-01").notice("other", 1),
            event("no", Action.WITHDRAWN, "2026-03-05"));

    assertThat(
            JUDGE
                .judge(List.of(seen("2026-03-06", REQUEST, "a.counter.example", "")), intervals)
                .violations())
        .containsExactly(
            new Violation(
                SENT_WITHOUT_PERMISSION, MEASUREMENT, "statistics", "withdrawn", Optional.empty()));
  }

  @Test
  void all_purposes_of_a_tag_are_needed_and_the_first_one_of_the_rule_pack_is_named() {
    List<ConsentInterval> mailOnly =
        timeline(event("mail", Action.GIVEN, "2026-03-01").purpose(EMAIL).withoutNotice());
    List<ConsentInterval> both =
        timeline(
            event("mail", Action.GIVEN, "2026-03-01").purpose(EMAIL).withoutNotice(),
            event("yes", Action.GIVEN, "2026-03-01").notice("other", 1));
    List<Observation> pixel = List.of(seen("2026-03-02", COOKIE_SET, "pixel.mailer.example", "id"));

    assertThat(JUDGE.judge(pixel, mailOnly).violations())
        .extracting(Violation::purpose)
        .containsExactly(MEASUREMENT);
    assertThat(JUDGE.judge(pixel, List.of()).violations())
        .extracting(Violation::purpose)
        .containsExactly(MEASUREMENT);
    assertThat(JUDGE.judge(pixel, both).violations()).isEmpty();
  }

  /** Consent of 1 March was known on the 3rd, the withdrawal of 10 March on the 20th. */
  @Test
  void what_was_known_at_the_time_decides_and_later_news_is_counted_apart() {
    List<ConsentInterval> intervals =
        timeline(
            event("yes", Action.GIVEN, "2026-03-01").notice("other", 1).known("2026-03-03"),
            event("no", Action.WITHDRAWN, "2026-03-10").known("2026-03-20"));

    DeviceFindings findings =
        JUDGE.judge(
            List.of(
                seen("2026-03-02", COOKIE_READ, "www.shop.example", "_ctr"),
                seen("2026-03-04", COOKIE_READ, "www.shop.example", "_ctr"),
                seen("2026-03-15", COOKIE_READ, "www.shop.example", "_ctr"),
                seen("2026-03-21", COOKIE_READ, "www.shop.example", "_ctr")),
            intervals);

    assertThat(findings.violations())
        .extracting(Violation::reason)
        .containsExactly("unknown", "withdrawn");
    assertThat(findings.clearedLater()).isOne();
    assertThat(findings.foundLater()).isOne();
  }

  @Test
  void what_no_tag_claims_is_listed_without_what_could_tell_a_person() {
    DeviceFindings findings =
        JUDGE.judge(
            List.of(
                seen("2026-03-02", COOKIE_SET, "www.shop.example", "exp_1234567"),
                seen("2026-03-02", COOKIE_SET, "www.shop.example", "exp_7654321"),
                seen("2026-03-02", STORAGE, "www.shop.example", "u:0f8e2c9a-77aa-4b1c:x"),
                seen("2026-03-02", COOKIE_READ, "www.shop.example", "id"),
                seen("2026-03-02", REQUEST, "cdn2.ads.example", "")),
            List.of());

    assertThat(findings.violations()).isEmpty();
    assertThat(findings.unmapped())
        .isEqualTo(
            Map.of(
                new Unmapped(COOKIE_SET, "www.shop.example", "exp_*"), 2L,
                new Unmapped(STORAGE, "www.shop.example", "u:*:x"), 1L,
                new Unmapped(COOKIE_READ, "www.shop.example", "id"), 1L,
                new Unmapped(REQUEST, "cdn2.ads.example", ""), 1L));
  }

  @Test
  void a_permitted_tag_that_was_not_seen_is_told_for_information() {
    DeviceFindings findings =
        JUDGE.judge(
            List.of(seen("2026-03-02", REQUEST, "www.shop.example", "")),
            timeline(event("yes", Action.GIVEN, "2026-03-01").notice("other", 1)));

    assertThat(findings.absent()).containsExactly("statistics");
    assertThat(findings.deviates()).isFalse();
  }

  @Test
  void captures_that_cannot_be_judged_are_refused() {
    assertThatThrownBy(() -> JUDGE.judge(List.of(), List.of()))
        .hasMessage("a capture without observations cannot be judged");
    assertThatThrownBy(
            () ->
                JUDGE.judge(
                    List.of(seen("2026-08-02", REQUEST, "www.shop.example", "")), List.of()))
        .hasMessage("an observation is later than what is known");
    assertThatThrownBy(() -> seen("2026-03-02", COOKIE_SET, "www.shop.example", ""))
        .hasMessage("an observation has a name unless it is a request; got cookie-set");
  }

  @Test
  void tags_that_mean_nothing_are_refused() {
    List<String> none = List.of();
    List<String> some = List.of("*.x.example");

    assertThatThrownBy(() -> new Tag("Ad Pixel", "v", none, true, some, none, none))
        .hasMessage("the id of a tag is like ad-pixel, got 'Ad Pixel'");
    assertThatThrownBy(() -> new Tag("ad", " ", none, true, some, none, none))
        .hasMessage("tag 'ad' needs a vendor");
    assertThatThrownBy(() -> new Tag("ad", "v", none, false, some, none, none))
        .hasMessage(
            "tag 'ad' names the purposes that it needs, or is 'necessary: true', and not both");
    assertThatThrownBy(() -> new Tag("ad", "v", none, true, none, none, none))
        .hasMessage("tag 'ad' has no hosts, cookies or storage by which it could be recognised");
    assertThatThrownBy(() -> new TagBook(List.of(SHOP, SHOP)))
        .hasMessage("tag 'shop' is declared twice");
  }
}
