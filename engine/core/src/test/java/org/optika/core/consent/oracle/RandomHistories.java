package org.optika.core.consent.oracle;

import static java.time.ZoneOffset.UTC;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.optika.core.consent.ConsentEvent;
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

/**
 * Random rule packs and histories, built so that instants collide: events, ends, publications and
 * limits of rules are drawn from one small grid that starts at a date with trouble in it (end of
 * January, leap day ...) and goes on in the very numbers of months that the expiry rules use.
 */
final class RandomHistories {

  /** One rule pack and the events of one subject for one purpose, in order of arrival. */
  record History(long seed, RulePack rules, Purpose purpose, List<ConsentEvent> events) {
    History {
      events = List.copyOf(events);
    }
  }

  private static final List<String> PURPOSES =
      List.of("measurement", "profiling", "email_marketing", "phone_marketing", "accountability");
  private static final List<String> LAWS = List.of("EU", "NL", "BE", "DE", "FR");
  private static final String UNKNOWN_LAW = "US";
  private static final List<String> SOURCES = List.of("web", "app", "crm");
  private static final List<String> NOTICES = List.of("banner", "statement");
  private static final List<Method> METHODS = List.of(Method.values());
  private static final int[] MONTHS = {1, 6, 12, 13};

  private static final List<LocalDate> ANCHORS =
      List.of(
          LocalDate.of(2023, 1, 29),
          LocalDate.of(2023, 1, 31),
          LocalDate.of(2023, 2, 28),
          LocalDate.of(2023, 8, 31),
          LocalDate.of(2023, 12, 31),
          LocalDate.of(2024, 1, 29),
          LocalDate.of(2024, 1, 30),
          LocalDate.of(2024, 1, 31),
          LocalDate.of(2024, 2, 29),
          LocalDate.of(2024, 4, 30),
          LocalDate.of(2025, 1, 31),
          LocalDate.of(2025, 3, 15));

  private static final List<LocalTime> TIMES =
      List.of(
          LocalTime.MIDNIGHT,
          LocalTime.MIDNIGHT,
          LocalTime.of(12, 30, 0, 123_456_000),
          LocalTime.of(23, 59, 59, 999_999_000));

  /** What a history is mostly about: without such a bias, one withdrawal hides all the rest. */
  private enum Mood {
    GRANTS(
        List.of(Action.GIVEN, Action.GIVEN, Action.RENEWED, Action.IMPORTED, Action.SHOWN), 0.05),
    REQUESTS(List.of(Action.GIVEN, Action.RENEWED, Action.SHOWN, Action.EXPIRED), 0.05),
    SOFT(List.of(Action.IMPORTED, Action.GIVEN, Action.IMPORTED, Action.EXPIRED), 0.65),
    QUIET(List.of(Action.SHOWN, Action.DEFERRED, Action.SHOWN, Action.GIVEN, Action.OBJECTED), 0.1),
    QUARREL(
        List.of(Action.GIVEN, Action.IMPORTED, Action.REFUSED, Action.WITHDRAWN, Action.OBJECTED),
        0.1),
    ANY(List.of(Action.values()), 0.15);

    private final List<Action> actions;
    private final double softShare;

    Mood(List<Action> actions, double softShare) {
      this.actions = actions;
      this.softShare = softShare;
    }
  }

  /** What most events of a history have in common. */
  private record Home(Mood mood, String source, String law) {}

  private final SplittableRandom random;
  private final List<Long> grid = new ArrayList<>();
  private final List<Long> knownGrid = new ArrayList<>();

  private RandomHistories(long seed) {
    this.random = new SplittableRandom(seed);
    LocalDateTime anchor = pick(ANCHORS).atTime(pick(TIMES));
    grid.add(micros(anchor));
    grid.add(micros(anchor.toLocalDate().atStartOfDay()));
    grid.add(micros(anchor.plusDays(1)));
    grid.add(micros(anchor.toLocalDate().plusDays(1).atStartOfDay()));
    for (int months : MONTHS) {
      if (chance(0.6)) {
        grid.add(micros(anchor.plusMonths(months)));
      }
    }
    for (int known = 1 + random.nextInt(4); known >= 0; known--) {
      knownGrid.add(micros(anchor.plusDays(random.nextInt(400))));
    }
  }

  /** The same seed gives the same history. */
  static History of(long seed) {
    return new RandomHistories(seed).history(seed);
  }

  private History history(long seed) {
    RulePack rules = rules();
    Purpose purpose = pick(rules.purposes());
    return new History(seed, rules, purpose, events(purpose, rules));
  }

  // ---------------------------------------------------------------- Rules

  private RulePack rules() {
    List<Purpose> purposes = new ArrayList<>();
    for (String id : PURPOSES) {
      purposes.add(purpose(id));
    }
    List<Jurisdiction> jurisdictions = new ArrayList<>();
    for (String code : LAWS) {
      if (code.equals(RulePack.DEFAULT_JURISDICTION) || chance(0.8)) {
        jurisdictions.add(jurisdiction(code));
      }
    }
    List<NoticeVersion> notices = new ArrayList<>();
    for (String notice : NOTICES) {
      int versions = random.nextInt(3);
      for (int version = 1; version <= versions; version++) {
        notices.add(
            new NoticeVersion(notice, version + 1, instant(), chance(0.6), somePurposes(0.6)));
      }
    }
    List<Lia> assessments = new ArrayList<>();
    for (int entry = random.nextInt(4); entry > 0; entry--) {
      long[] period = period();
      assessments.add(
          new Lia(
              "lia-" + entry,
              somePurposes(0.7),
              chance(0.5) ? Set.of("EU") : new HashSet<>(List.of(pick(LAWS), pick(LAWS))),
              period[0],
              period[1],
              chance(0.4)));
    }
    return new RulePack(purposes, jurisdictions, notices, assessments);
  }

  private Purpose purpose(String id) {
    Map<String, LegalBasis> exceptions = new HashMap<>();
    for (String code : LAWS) {
      if (chance(0.08)) {
        exceptions.put(code, basis());
      }
    }
    boolean eventTimeOnly = chance(0.2);
    return new Purpose(
        id,
        basis(),
        exceptions,
        chance(0.4),
        chance(0.15),
        chance(0.3),
        eventTimeOnly,
        eventTimeOnly ? "reason for " + id : "");
  }

  private LegalBasis basis() {
    double draw = random.nextDouble();
    if (draw < 0.52) {
      return LegalBasis.CONSENT;
    }
    if (draw < 0.94) {
      return LegalBasis.LEGITIMATE_INTEREST;
    }
    return draw < 0.97 ? LegalBasis.LEGAL_OBLIGATION : LegalBasis.CONTRACT;
  }

  private Jurisdiction jurisdiction(String code) {
    String prefix = code.toLowerCase(Locale.ROOT);
    List<ExpiryRule> expiry = new ArrayList<>();
    for (int rule = random.nextInt(4); rule > 0; rule--) {
      long[] period = period();
      expiry.add(
          new ExpiryRule(
              prefix + "-expiry-" + rule,
              somePurposes(0.7),
              MONTHS[random.nextInt(MONTHS.length)],
              period[0],
              period[1]));
    }
    List<DoubleOptInRule> doubleOptIn = new ArrayList<>();
    if (chance(0.3)) {
      long[] period = period();
      doubleOptIn.add(
          new DoubleOptInRule(prefix + "-doi", somePurposes(0.4), period[0], period[1]));
    }
    List<SoftOptInRule> softOptIn = new ArrayList<>();
    for (int rule = 1 + random.nextInt(2); rule > 0; rule--) {
      long[] period = period();
      softOptIn.add(
          new SoftOptInRule(
              prefix + "-soft-" + rule, somePurposes(0.85), period[0], period[1], chance(0.5)));
    }
    return new Jurisdiction(code, expiry, doubleOptIn, softOptIn);
  }

  /** From (inclusive) and to (exclusive), both often on the grid and sometimes unbounded. */
  private long[] period() {
    long from = chance(0.6) ? micros(LocalDateTime.of(2015, 1, 1, 0, 0)) : instant();
    long to = Math.max(instant(), instant());
    return new long[] {from, to <= from || chance(0.2) ? Long.MAX_VALUE : to};
  }

  private Set<String> somePurposes(double share) {
    Set<String> some = new HashSet<>();
    for (String id : PURPOSES) {
      if (chance(share)) {
        some.add(id);
      }
    }
    return some;
  }

  // ---------------------------------------------------------------- Events

  private List<ConsentEvent> events(Purpose purpose, RulePack rules) {
    Mood mood = chance(0.15) ? Mood.SOFT : pick(List.of(Mood.values()));
    String homeSource = pick(SOURCES);
    String homeLaw = pick(LAWS);
    int size = size();
    List<ConsentEvent> events = new ArrayList<>();
    while (events.size() < size) {
      if (!events.isEmpty() && chance(0.1)) {
        events.add(knownAt(pick(events), known()));
      } else {
        events.add(event(events, new Home(mood, homeSource, homeLaw), purpose, rules));
      }
    }
    return events;
  }

  private int size() {
    double draw = random.nextDouble();
    if (draw < 0.03) {
      return 0;
    }
    if (draw < 0.5) {
      return 1 + random.nextInt(4);
    }
    return draw < 0.88 ? 5 + random.nextInt(4) : 9 + random.nextInt(6);
  }

  private ConsentEvent event(
      List<ConsentEvent> earlier, Home home, Purpose purpose, RulePack rules) {
    Action action = chance(0.85) ? pick(home.mood().actions) : pick(List.of(Action.values()));
    String source = chance(0.4) ? home.source() : pick(SOURCES);
    Optional<String> correctionOf = Optional.empty();
    if (!earlier.isEmpty() && chance(0.15)) {
      ConsentEvent target = correctionTarget(earlier);
      source = chance(0.9) ? target.sourceSystem() : source;
      correctionOf = Optional.of(target.sourceEventId());
    }
    // Numbered per source, so that two sources use the same ids and sometimes one uses one twice.
    long number = earlier.stream().map(ConsentEvent::sourceSystem).filter(source::equals).count();
    String sourceEventId = "s" + (chance(0.05) ? random.nextLong(1 + number) : number);
    if (chance(0.01)) {
      correctionOf = Optional.of(sourceEventId);
    }
    String jurisdiction = home.law();
    if (chance(0.15)) {
      jurisdiction = chance(0.15) ? UNKNOWN_LAW : pick(LAWS);
    }
    long at = instant();
    Precision precision = pick(List.of(Precision.US, Precision.US, Precision.S, Precision.DAY));
    // Event ids in an order of their own, so that the smallest is not always the first.
    String id = "%c%02d".formatted('a' + random.nextInt(26), earlier.size());
    return new ConsentEvent(
        id,
        source,
        sourceEventId,
        chance(0.4) ? OptionalLong.empty() : OptionalLong.of(random.nextInt(3)),
        purpose.id(),
        action,
        method(action, home.mood()),
        pick(List.of(ConsentType.values())),
        at,
        precision,
        known(),
        expires(at),
        jurisdiction,
        chance(0.85) ? Optional.of(pick(NOTICES)) : Optional.empty(),
        chance(0.85) ? OptionalInt.of(1 + random.nextInt(3)) : OptionalInt.empty(),
        chance(0.75) ? Optional.empty() : Optional.of(chance(0.35)),
        softRule(action, home.mood(), jurisdiction, rules),
        correctionOf);
  }

  /** Often one that is itself a correction, so that chains come up. */
  private ConsentEvent correctionTarget(List<ConsentEvent> earlier) {
    List<ConsentEvent> corrections =
        earlier.stream().filter(event -> event.correctionOf().isPresent()).toList();
    return pick(corrections.isEmpty() || chance(0.5) ? earlier : corrections);
  }

  private Optional<Method> method(Action action, Mood mood) {
    if (mood == Mood.REQUESTS && chance(0.6)) {
      return Optional.of(Method.DOI_REQUEST);
    }
    if (action == Action.REFUSED && chance(0.3)) {
      return Optional.of(Method.GPC);
    }
    double draw = random.nextDouble();
    if (draw < 0.12) {
      return Optional.empty();
    }
    if (draw < 0.24) {
      return Optional.of(Method.GPC);
    }
    return draw < 0.36 ? Optional.of(Method.DOI_CONFIRM) : Optional.of(pick(METHODS));
  }

  private Optional<String> softRule(Action action, Mood mood, String law, RulePack rules) {
    boolean grant = action == Action.GIVEN || action == Action.RENEWED || action == Action.IMPORTED;
    if (!chance(grant ? mood.softShare : 0.02)) {
      return Optional.empty();
    }
    List<SoftOptInRule> known = new ArrayList<>();
    for (Jurisdiction jurisdiction : rules.jurisdictions()) {
      boolean applies =
          jurisdiction.code().equals(law)
              || jurisdiction.code().equals(RulePack.DEFAULT_JURISDICTION);
      if (applies || chance(0.1)) {
        known.addAll(jurisdiction.softOptIn());
      }
    }
    return Optional.of(known.isEmpty() || chance(0.05) ? "no-such-rule" : pick(known).id());
  }

  private OptionalLong expires(long at) {
    double draw = random.nextDouble();
    if (draw < 0.65) {
      return OptionalLong.empty();
    }
    if (draw < 0.72) {
      return OptionalLong.of(at + random.nextInt(3) - 1);
    }
    return OptionalLong.of(instant());
  }

  private long instant() {
    double draw = random.nextDouble();
    if (draw < 0.75) {
      return pick(grid);
    }
    if (draw < 0.83) {
      return pick(grid) - 1;
    }
    if (draw < 0.91) {
      return pick(grid) + 1;
    }
    return grid.get(0) + random.nextLong(500L * 86_400_000_000L);
  }

  private long known() {
    return chance(0.9) ? pick(knownGrid) : pick(knownGrid) + random.nextInt(3) - 1;
  }

  private static ConsentEvent knownAt(ConsentEvent event, long knownMicros) {
    return Edit.of(event).known(knownMicros).done();
  }

  // ---------------------------------------------------------------- Draws

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static long micros(LocalDateTime time) {
    return NaiveConsent.micros(time.toInstant(UTC));
  }
}
