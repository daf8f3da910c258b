package org.optika.spark.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.Jurisdiction.DoubleOptInRule;
import org.optika.core.consent.Jurisdiction.ExpiryRule;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * Seeded random consent of some subjects, as events of the core and as rows of consent_event, so
 * that what an adapter makes of the rows can be compared with what the core makes of the events.
 * Times lie on days 0 to 89. Some subjects have no event.
 */
public final class RandomConsent {
  private static final long ALWAYS = Rows.dayMicros(-900);
  private static final Set<String> ALL =
      Set.of("measurement", "reopening", "interest", "email", "health", "statistics");

  /** Each sort of rule bites somewhere. */
  public static final RulePack RULES =
      new RulePack(
          List.of(
              purpose("measurement", LegalBasis.CONSENT, false, false, false, false),
              purpose("reopening", LegalBasis.CONSENT, false, false, true, false),
              purpose("interest", LegalBasis.LEGITIMATE_INTEREST, false, false, false, false),
              purpose("email", LegalBasis.CONSENT, true, false, false, false),
              purpose("health", LegalBasis.CONSENT, false, true, false, false),
              purpose("accountability", LegalBasis.LEGAL_OBLIGATION, false, false, false, false),
              purpose("statistics", LegalBasis.CONSENT, false, false, false, true)),
          List.of(
              new Jurisdiction(
                  "EU",
                  List.of(new ExpiryRule("eu", ALL, 2, ALWAYS, Long.MAX_VALUE)),
                  List.of(),
                  List.of(
                      new SoftOptInRule(
                          "sale", Set.of("email"), ALWAYS, Rows.dayMicros(60), true))),
              new Jurisdiction(
                  "DE",
                  List.of(new ExpiryRule("de", ALL, 1, Rows.dayMicros(10), Long.MAX_VALUE)),
                  List.of(new DoubleOptInRule("doi", Set.of("email"), ALWAYS, Long.MAX_VALUE)),
                  List.of())),
          List.of(
              new NoticeVersion("site", 2, Rows.dayMicros(30), true, Set.of("measurement")),
              new NoticeVersion("app", 2, Rows.dayMicros(50), true, ALL)),
          List.of(
              new Lia(
                  "lia",
                  Set.of("interest"),
                  Set.of("EU"),
                  Rows.dayMicros(5),
                  Rows.dayMicros(88),
                  true)));

  private static Purpose purpose(
      String id,
      LegalBasis basis,
      boolean directMarketing,
      boolean special,
      boolean reopens,
      boolean eventTimeOnly) {
    return new Purpose(
        id,
        basis,
        Map.of("DE", LegalBasis.CONSENT),
        directMarketing,
        special,
        reopens,
        eventTimeOnly,
        eventTimeOnly ? "test" : "");
  }

  /** An event with the subject that it is of. */
  private record Said(int subject, ConsentEvent event) {}

  private final Random random;
  private final List<Said> said = new ArrayList<>();

  /** Subjects have the ids 0 to {@code subjects - 1}. */
  public RandomConsent(long seed, int subjects) {
    random = new Random(seed);
    for (int subject = 0; subject < subjects; subject++) {
      for (Purpose purpose : RULES.purposes()) {
        int events = random.nextInt(4) * random.nextInt(3);
        for (int i = 0; i < events; i++) {
          said.add(new Said(subject, event(subject, purpose.id(), i)));
        }
      }
    }
    Collections.shuffle(said, random);
  }

  private ConsentEvent event(int subject, String purpose, int number) {
    long at = Rows.dayMicros(random.nextInt(90)) + (chance(20) ? 1 : 0);
    return new ConsentEvent(
        "%s-%s-%s".formatted(subject, purpose, number),
        chance(80) ? "web" : "call-centre",
        "x" + number,
        chance(50) ? OptionalLong.of(random.nextInt(3)) : OptionalLong.empty(),
        purpose,
        chance(50) ? Action.GIVEN : pick(Action.values()),
        chance(60) ? Optional.of(pick(Method.values())) : Optional.empty(),
        pick(ConsentType.values()),
        at,
        pick(Precision.values()),
        at + random.nextInt(12) * 86_400_000_000L,
        chance(15) ? OptionalLong.of(Rows.dayMicros(random.nextInt(90))) : OptionalLong.empty(),
        chance(70) ? "EU" : "DE",
        chance(70) ? Optional.of(chance(50) ? "site" : "app") : Optional.empty(),
        chance(70) ? OptionalInt.of(1 + random.nextInt(2)) : OptionalInt.empty(),
        chance(25) ? Optional.of(chance(40)) : Optional.empty(),
        chance(10) ? Optional.of("sale") : Optional.empty(),
        chance(8) ? Optional.of("x" + random.nextInt(3)) : Optional.empty());
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /**
   * The same rows in several deliveries: most in the first one; what comes later is of every tenth
   * subject, in no order of time, and is now and then delivered twice.
   */
  public List<Rows> deliveries(int count) {
    List<Rows> deliveries = new ArrayList<>();
    for (int delivery = 0; delivery < count; delivery++) {
      deliveries.add(noRows());
    }
    for (Said one : said) {
      boolean late = one.subject() % 10 == 0 && chance(60);
      int delivery = late ? random.nextInt(count) : 0;
      add(deliveries.get(delivery), one);
      if (chance(10)) {
        add(deliveries.get(Math.min(count - 1, delivery + 1)), one);
      }
    }
    return deliveries;
  }

  /**
   * Rows of consent_event; {@code known} is sometimes the recorded and sometimes the other time.
   */
  public Rows rows() {
    Rows rows = noRows();
    said.forEach(one -> add(rows, one));
    return rows;
  }

  private static Rows noRows() {
    return Rows.of(
        Tables.CONSENT_EVENT,
        "subject_id",
        "event_id",
        "source_system",
        "source_event_id",
        "source_seq",
        "purpose",
        "action",
        "method",
        "consent_type",
        "event_time",
        "event_time_precision",
        "recorded_time",
        "ingested_time",
        "expires_at",
        "jurisdiction",
        "notice_id",
        "notice_version",
        "is_minor",
        "soft_opt_in_rule_id",
        "correction_of");
  }

  private static void add(Rows rows, Said said) {
    ConsentEvent event = said.event();
    boolean recordedLast = event.eventId().hashCode() % 2 == 0;
    Instant known = instant(event.knownMicros());
    Instant earlier = instant(event.knownMicros() - 1);
    rows.row(
        said.subject(),
        event.eventId(),
        event.sourceSystem(),
        event.sourceEventId(),
        event.sourceSeq().isPresent() ? event.sourceSeq().getAsLong() : null,
        event.purpose(),
        name(event.action()),
        event.method().map(RandomConsent::name).orElse(null),
        name(event.consentType()),
        instant(event.eventMicros()),
        name(event.precision()),
        recordedLast ? known : earlier,
        recordedLast ? earlier : known,
        event.expiresMicros().isPresent() ? instant(event.expiresMicros().getAsLong()) : null,
        event.jurisdiction(),
        event.noticeId().orElse(null),
        event.noticeVersion().isPresent() ? event.noticeVersion().getAsInt() : null,
        event.minor().orElse(null),
        event.softOptInRuleId().orElse(null),
        event.correctionOf().orElse(null));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** What the core makes of it: all intervals by subject; subjects without event are missing. */
  public Map<Long, List<ConsentInterval>> timelines() {
    Map<Long, List<ConsentInterval>> timelines = new TreeMap<>();
    Map<Long, Map<String, List<ConsentEvent>>> events = new TreeMap<>();
    said.forEach(
        one ->
            events
                .computeIfAbsent((long) one.subject(), subject -> new TreeMap<>())
                .computeIfAbsent(one.event().purpose(), purpose -> new ArrayList<>())
                .add(one.event()));
    events.forEach(
        (subject, byPurpose) -> {
          List<ConsentInterval> intervals = new ArrayList<>();
          byPurpose.forEach(
              (purpose, list) ->
                  intervals.addAll(ConsentTimeline.of(list, RULES.purpose(purpose), RULES)));
          timelines.put(subject, intervals);
        });
    return timelines;
  }
}
