package org.optika.core.consent.oracle;

import static java.time.ZoneOffset.UTC;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.consent.oracle.OracleCheck.TimelineFunction;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/** Timelines with one mistake each, by name: the check must find every one of them. */
final class Mutants {

  private static final long DAY = 86_400_000_000L;

  private static final Set<Action> GRANTS = Set.of(Action.GIVEN, Action.RENEWED, Action.IMPORTED);

  private final Map<String, TimelineFunction> byName = new LinkedHashMap<>();

  private Mutants() {
    addMistakesWithEvents();
    addMistakesWithRules();
    addMistakesWithRectangles();
  }

  static Map<String, TimelineFunction> all() {
    return new Mutants().byName;
  }

  // ---------------------------------------------------------------- Events misread

  private void addMistakesWithEvents() {
    events("corrections are ignored", event -> Edit.of(event).noCorrection().done());
    history("a corrected correction takes nothing back", Mutants::withoutCorrectedCorrections);
    events("weak grants always lift", Mutants::strong);
    events("a refusal by GPC is an explicit no", Mutants::withoutGpcRefusal);
    events(
        "day precision: a grant counts from its own day",
        event -> Edit.of(event).at(startOfDay(event), Precision.US).done());
    events(
        "day precision: everything counts from the next day",
        event -> isDay(event) ? Edit.of(event).at(nextDay(event), Precision.US).done() : event);
    events(
        "day precision: the end counts from the next day",
        event ->
            isDay(event) && GRANTS.contains(event.action())
                ? Edit.of(event).at(nextDay(event), Precision.US).done()
                : event);
    events(
        "day precision is ignored",
        event -> Edit.of(event).at(event.eventMicros(), Precision.US).done());
    events("source_seq is ignored", event -> Edit.of(event).noSourceSeq().done());
    events(
        "a missing source_seq is 0",
        event -> event.sourceSeq().isPresent() ? event : Edit.of(event).sourceSeq(0).done());
    history("of duplicates the latest known counts", Mutants::latestKnownOnly);
    history("everything is known from the first moment on", Mutants::knownAtOnce);
    history("the last to arrive wins at one instant", Mutants::lastOfEachInstant);
    history("deferred choices are dropped", list -> dropped(list, Action.DEFERRED));
    history("showings are dropped", list -> dropped(list, Action.SHOWN));
    events("expires_at is ignored", event -> Edit.of(event).neverExpires().done());
    events("the jurisdiction is always EU", event -> Edit.of(event).jurisdiction("EU").done());
    events("minors are ignored", event -> Edit.of(event).minorUnknown().done());
    events(
        "unknown age makes an adult",
        event -> event.minor().isPresent() ? event : Edit.of(event).minor(false).done());
    events(
        "a grant needs a newer notice version than the material one",
        event ->
            event.noticeVersion().isEmpty()
                ? event
                : Edit.of(event).noticeVersion(event.noticeVersion().getAsInt() - 1).done());
    events(
        "a grant without a notice outlives every notice",
        event -> event.noticeId().isPresent() ? event : Edit.of(event).notice("none").done());
    events(
        "an unknown notice version is the newest",
        event ->
            event.noticeVersion().isPresent()
                ? event
                : Edit.of(event).noticeVersion(Integer.MAX_VALUE).done());
  }

  private static ConsentEvent strong(ConsentEvent event) {
    if (!GRANTS.contains(event.action()) || event.softOptInRuleId().isPresent()) {
      return event;
    }
    if (event.action() == Action.IMPORTED) {
      return Edit.of(event).action(Action.GIVEN).method(Method.DOI_CONFIRM).done();
    }
    return event.method().equals(Optional.of(Method.GPC))
        ? Edit.of(event).method(Method.SAVE).done()
        : event;
  }

  private static ConsentEvent withoutGpcRefusal(ConsentEvent event) {
    boolean gpc = event.method().equals(Optional.of(Method.GPC));
    return event.action() == Action.REFUSED && gpc
        ? Edit.of(event).method(Method.REJECT_ALL).done()
        : event;
  }

  private static List<ConsentEvent> withoutCorrectedCorrections(List<ConsentEvent> events) {
    List<ConsentEvent> changed = new ArrayList<>();
    for (ConsentEvent event : events) {
      boolean corrected =
          events.stream()
              .anyMatch(
                  other ->
                      other.sourceSystem().equals(event.sourceSystem())
                          && other.correctionOf().equals(Optional.of(event.sourceEventId())));
      changed.add(corrected ? Edit.of(event).noCorrection().done() : event);
    }
    return changed;
  }

  private static List<ConsentEvent> latestKnownOnly(List<ConsentEvent> events) {
    Map<String, ConsentEvent> latest = new LinkedHashMap<>();
    for (ConsentEvent event : events) {
      latest.merge(
          event.eventId(),
          event,
          (one, other) -> one.knownMicros() >= other.knownMicros() ? one : other);
    }
    return List.copyOf(latest.values());
  }

  private static List<ConsentEvent> knownAtOnce(List<ConsentEvent> events) {
    long first = events.stream().mapToLong(ConsentEvent::knownMicros).min().orElse(0);
    return events.stream().map(event -> Edit.of(event).known(first).done()).toList();
  }

  private static List<ConsentEvent> lastOfEachInstant(List<ConsentEvent> events) {
    Map<Long, ConsentEvent> last = new LinkedHashMap<>();
    events.forEach(event -> last.put(event.eventMicros(), event));
    return List.copyOf(last.values());
  }

  private static List<ConsentEvent> dropped(List<ConsentEvent> events, Action action) {
    return events.stream().filter(event -> event.action() != action).toList();
  }

  private static boolean isDay(ConsentEvent event) {
    return event.precision() == Precision.DAY;
  }

  private static long startOfDay(ConsentEvent event) {
    return isDay(event) ? Math.floorDiv(event.eventMicros(), DAY) * DAY : event.eventMicros();
  }

  private static long nextDay(ConsentEvent event) {
    return startOfDay(event) + DAY;
  }

  // ---------------------------------------------------------------- Rules misread

  private void addMistakesWithRules() {
    rules("notices are ignored", rules -> withNotices(rules, List.of()));
    rules(
        "editorial notices supersede, too",
        rules -> withNotices(rules, map(rules.notices(), Mutants::material)));
    rules("an assessment is valid at its end", rules -> withLias(rules, Mutants::endingLater));
    rules("compelling grounds are ignored", rules -> withLias(rules, Mutants::notCompelling));
    rules("assessments hold everywhere", rules -> withLias(rules, Mutants::everywhere));
    rules(
        "the months of EU hold beside those of a country",
        rules -> withLaws(rules, law -> withMonthsOf(rules, law)));
    rules("double opt-in is ignored", rules -> withLaws(rules, Mutants::withoutDoubleOptIn));
    rules("soft opt-in outlives its rule", rules -> withLaws(rules, law -> ending(law, false)));
    rules("soft opt-in ends with its rule", rules -> withLaws(rules, law -> ending(law, true)));
    purposes(
        "special categories are ignored",
        purpose -> with(purpose, purpose.basisIn(), purpose.directMarketing(), false));
    purposes(
        "direct marketing is ignored",
        purpose -> with(purpose, purpose.basisIn(), false, purpose.specialCategory()));
    purposes(
        "exceptions of the basis are ignored",
        purpose -> with(purpose, Map.of(), purpose.directMarketing(), purpose.specialCategory()));
    byName.put(
        "a month that lacks the day ends in the next one",
        (events, purpose, rules) -> {
          List<ConsentEvent> changed =
              events.stream().map(event -> overflowing(event, purpose, rules)).toList();
          RulePack noExpiry = withLaws(rules, law -> withExpiry(law, List.of()));
          return NaiveTimeline.of(changed, purpose, noExpiry);
        });
  }

  /** The event with its end stated, computed as a calendar that lets 31 January + 1 overflow. */
  private static ConsentEvent overflowing(ConsentEvent event, Purpose purpose, RulePack rules) {
    if (!GRANTS.contains(event.action()) || event.softOptInRuleId().isPresent()) {
      return event;
    }
    long byLaw = NaiveConsent.endOf(Edit.of(event).neverExpires().done(), purpose, rules);
    if (byLaw == Long.MAX_VALUE) {
      return event;
    }
    OffsetDateTime start = NaiveConsent.instant(startOfDay(event)).atOffset(UTC);
    OffsetDateTime end = NaiveConsent.instant(byLaw).atOffset(UTC);
    long missingDays = start.getDayOfMonth() - end.getDayOfMonth();
    long overflow = NaiveConsent.micros(end.plus(missingDays, ChronoUnit.DAYS).toInstant());
    return Edit.of(event)
        .expires(Math.min(overflow, event.expiresMicros().orElse(Long.MAX_VALUE)))
        .done();
  }

  private static RulePack withNotices(RulePack rules, List<NoticeVersion> notices) {
    return new RulePack(rules.purposes(), rules.jurisdictions(), notices, rules.assessments());
  }

  private static NoticeVersion material(NoticeVersion notice) {
    return new NoticeVersion(
        notice.noticeId(),
        notice.version(),
        notice.publishedMicros(),
        true,
        notice.changedPurposes());
  }

  private static RulePack withLias(RulePack rules, UnaryOperator<Lia> change) {
    return new RulePack(
        rules.purposes(), rules.jurisdictions(), rules.notices(), map(rules.assessments(), change));
  }

  private static Lia endingLater(Lia lia) {
    long to = lia.validToMicros() == Long.MAX_VALUE ? Long.MAX_VALUE : lia.validToMicros() + 1;
    return new Lia(
        lia.id(),
        lia.purposes(),
        lia.jurisdictions(),
        lia.validFromMicros(),
        to,
        lia.compellingGrounds());
  }

  private static Lia notCompelling(Lia lia) {
    return new Lia(
        lia.id(),
        lia.purposes(),
        lia.jurisdictions(),
        lia.validFromMicros(),
        lia.validToMicros(),
        false);
  }

  private static Lia everywhere(Lia lia) {
    return new Lia(
        lia.id(),
        lia.purposes(),
        Set.of("EU"),
        lia.validFromMicros(),
        lia.validToMicros(),
        lia.compellingGrounds());
  }

  private static RulePack withLaws(RulePack rules, UnaryOperator<Jurisdiction> change) {
    return new RulePack(
        rules.purposes(), map(rules.jurisdictions(), change), rules.notices(), rules.assessments());
  }

  private static Jurisdiction withMonthsOf(RulePack rules, Jurisdiction law) {
    List<Jurisdiction.ExpiryRule> both = new ArrayList<>(law.expiry());
    for (Jurisdiction other : rules.jurisdictions()) {
      if (other.code().equals(RulePack.DEFAULT_JURISDICTION) && !other.equals(law)) {
        both.addAll(other.expiry());
      }
    }
    return withExpiry(law, both);
  }

  private static Jurisdiction withExpiry(Jurisdiction law, List<Jurisdiction.ExpiryRule> expiry) {
    return new Jurisdiction(law.code(), expiry, law.doubleOptIn(), law.softOptIn());
  }

  private static Jurisdiction withoutDoubleOptIn(Jurisdiction law) {
    return new Jurisdiction(law.code(), law.expiry(), List.of(), law.softOptIn());
  }

  private static Jurisdiction ending(Jurisdiction law, boolean endsEarlierPermissions) {
    List<SoftOptInRule> softOptIn =
        map(
            law.softOptIn(),
            rule ->
                new SoftOptInRule(
                    rule.id(),
                    rule.purposes(),
                    rule.validFromMicros(),
                    rule.validToMicros(),
                    endsEarlierPermissions));
    return new Jurisdiction(law.code(), law.expiry(), law.doubleOptIn(), softOptIn);
  }

  private static Purpose with(
      Purpose purpose,
      Map<String, LegalBasis> basisIn,
      boolean directMarketing,
      boolean specialCategory) {
    return new Purpose(
        purpose.id(),
        purpose.defaultBasis(),
        basisIn,
        directMarketing,
        specialCategory,
        purpose.reopens(),
        purpose.eventTimeOnly(),
        purpose.relaxationReason());
  }

  // ---------------------------------------------------------------- Rectangles misdrawn

  private void addMistakesWithRectangles() {
    rectangles("expiry comes one microsecond late", timeline -> later(timeline, "R7"));
    rectangles("notices count one microsecond late", timeline -> later(timeline, "R10"));
    rectangles("soft opt-in ends one microsecond late", timeline -> later(timeline, "R21"));
    rectangles("everything is known one microsecond late", Mutants::knownLater);
    rectangles("a conflict is a refusal", Mutants::conflictAsRefusal);
    rectangles("a rectangle is missing", Mutants::withoutOne);
    rectangles("a rectangle comes twice", Mutants::withOneTwice);
    rectangles("the last rectangle ends", Mutants::endingSomeday);
  }

  private static List<ConsentInterval> later(List<ConsentInterval> timeline, String ruleId) {
    List<ConsentInterval> changed = new ArrayList<>(timeline);
    for (int index = 1; index < changed.size(); index++) {
      ConsentInterval before = changed.get(index - 1);
      ConsentInterval after = changed.get(index);
      if (after.ruleId().equals(ruleId)
          && before.validToMicros() == after.validFromMicros()
          && after.validFromMicros() + 1 < after.validToMicros()) {
        long limit = after.validFromMicros() + 1;
        changed.set(index - 1, valid(before, before.validFromMicros(), limit));
        changed.set(index, valid(after, limit, after.validToMicros()));
      }
    }
    return changed;
  }

  private static List<ConsentInterval> endingSomeday(List<ConsentInterval> timeline) {
    return map(
        timeline,
        interval ->
            interval.validToMicros() == Long.MAX_VALUE
                ? valid(interval, interval.validFromMicros(), Long.MAX_VALUE - 1)
                : interval);
  }

  private static List<ConsentInterval> conflictAsRefusal(List<ConsentInterval> timeline) {
    return map(
        timeline,
        interval ->
            interval.state() == ConsentState.CONFLICT
                ? with(
                    interval,
                    interval.validFromMicros(),
                    interval.validToMicros(),
                    interval.knownFromMicros(),
                    interval.knownToMicros(),
                    ConsentState.REFUSED)
                : interval);
  }

  private static List<ConsentInterval> knownLater(List<ConsentInterval> timeline) {
    return timeline.stream()
        .filter(
            interval ->
                interval.knownToMicros() == Long.MAX_VALUE
                    || interval.knownFromMicros() + 1 < interval.knownToMicros())
        .map(
            interval ->
                with(
                    interval,
                    interval.validFromMicros(),
                    interval.validToMicros(),
                    interval.knownFromMicros() + 1,
                    interval.knownToMicros() == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : interval.knownToMicros() + 1,
                    interval.state()))
        .toList();
  }

  private static List<ConsentInterval> withoutOne(List<ConsentInterval> timeline) {
    return timeline.isEmpty() ? timeline : timeline.subList(1, timeline.size());
  }

  private static List<ConsentInterval> withOneTwice(List<ConsentInterval> timeline) {
    List<ConsentInterval> more = new ArrayList<>(timeline);
    timeline.stream()
        .findFirst()
        .ifPresent(
            interval ->
                more.add(valid(interval, interval.validFromMicros(), interval.validToMicros())));
    return more;
  }

  private static ConsentInterval valid(ConsentInterval interval, long from, long to) {
    return with(
        interval, from, to, interval.knownFromMicros(), interval.knownToMicros(), interval.state());
  }

  private static ConsentInterval with(
      ConsentInterval interval,
      long validFrom,
      long validTo,
      long knownFrom,
      long knownTo,
      ConsentState state) {
    return new ConsentInterval(
        interval.purpose(),
        validFrom,
        validTo,
        knownFrom,
        knownTo,
        state,
        interval.ruleId(),
        interval.eventId(),
        interval.jurisdiction(),
        interval.basis(),
        interval.conflict());
  }

  // ---------------------------------------------------------------- Ways to put a mistake in

  private void events(String name, UnaryOperator<ConsentEvent> mistake) {
    history(name, events -> map(events, mistake));
  }

  private void history(String name, UnaryOperator<List<ConsentEvent>> mistake) {
    byName.put(
        name, (events, purpose, rules) -> NaiveTimeline.of(mistake.apply(events), purpose, rules));
  }

  private void rules(String name, UnaryOperator<RulePack> mistake) {
    byName.put(
        name, (events, purpose, rules) -> NaiveTimeline.of(events, purpose, mistake.apply(rules)));
  }

  private void purposes(String name, UnaryOperator<Purpose> mistake) {
    byName.put(
        name, (events, purpose, rules) -> NaiveTimeline.of(events, mistake.apply(purpose), rules));
  }

  private void rectangles(String name, UnaryOperator<List<ConsentInterval>> mistake) {
    byName.put(
        name, (events, purpose, rules) -> mistake.apply(NaiveTimeline.of(events, purpose, rules)));
  }

  private static <T> List<T> map(List<T> values, UnaryOperator<T> change) {
    return values.stream().map(change).toList();
  }
}
