package org.optika.core.consent.oracle;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentState;
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
 * Second reading of docs/consent.md, to check the first one against. It answers for one point (v,
 * k) at a time, from scratch, in the order of the page and with its words; nothing is shared with
 * the engine but the vocabulary. Slow on purpose: whoever makes it clever makes it useless.
 */
final class NaiveConsent {

  /**
   * The answer at one point.
   *
   * @param eventId event that decided, where the line of the table names one
   * @param jurisdiction of the memory; empty when no event counts
   */
  record Verdict(
      ConsentState state, String ruleId, Optional<String> eventId, Optional<String> jurisdiction) {

    @Override
    public String toString() {
      return "%d %s by %s, event %s, law %s"
          .formatted(
              state.code(), state.label(), ruleId, eventId.orElse("-"), jurisdiction.orElse("-"));
    }
  }

  /** Section "Kinds"; declared from most to least restrictive as far as the closers go. */
  private enum Kind {
    OBJECT(6),
    REVOKE(5),
    WITHDRAW(4),
    REFUSE(3),
    EXPIRE(2),
    REQUEST(0),
    GRANT(0),
    SOFT_GRANT(0),
    SHOWN(0),
    NOTHING(0);

    private final int restrictiveness;

    Kind(int restrictiveness) {
      this.restrictiveness = restrictiveness;
    }

    boolean isCloser() {
      return restrictiveness > 0;
    }

    boolean isDecision() {
      return this != SHOWN && this != NOTHING;
    }

    boolean isNo() {
      return this == OBJECT || this == WITHDRAW || this == REFUSE;
    }
  }

  /** Section "The memory". */
  private static final class Memory {
    Optional<ConsentEvent> closer = Optional.empty();
    boolean closerIsConflict;
    boolean barred;
    boolean everNo;
    Optional<ConsentEvent> grant = Optional.empty();
    Optional<ConsentEvent> soft = Optional.empty();
    Optional<ConsentEvent> request = Optional.empty();
    boolean shown;
    boolean minor;
    String jurisdiction = "";
  }

  private final Purpose purpose;
  private final RulePack rules;
  private final Consumer<Branch> fired;

  private NaiveConsent(Purpose purpose, RulePack rules, Consumer<Branch> fired) {
    this.purpose = purpose;
    this.rules = rules;
    this.fired = fired;
  }

  /**
   * @param events of one subject, in any order; those of other purposes are left out
   * @param validMicros v, microseconds UTC
   * @param knownMicros k, microseconds UTC
   */
  static Verdict stateAt(
      List<ConsentEvent> events,
      Purpose purpose,
      RulePack rules,
      long validMicros,
      long knownMicros) {
    return stateAt(events, purpose, rules, validMicros, knownMicros, branch -> {});
  }

  /** The same, and tells which sentences of the page were needed. */
  static Verdict stateAt(
      List<ConsentEvent> events,
      Purpose purpose,
      RulePack rules,
      long validMicros,
      long knownMicros,
      Consumer<Branch> fired) {
    NaiveConsent consent = new NaiveConsent(purpose, rules, fired);
    List<ConsentEvent> counting = new ArrayList<>();
    for (ConsentEvent event : consent.notCorrected(events, knownMicros)) {
      if (consent.effectiveInstant(event) <= validMicros) {
        counting.add(event);
      }
    }
    if (counting.isEmpty()) {
      return consent.stateWithoutEvent();
    }
    return consent.stateFrom(consent.fold(counting), validMicros);
  }

  /** Events that count at k for some v: the first two steps of "Which events count". */
  static List<ConsentEvent> eventsAt(
      List<ConsentEvent> events, Purpose purpose, RulePack rules, long knownMicros) {
    return new NaiveConsent(purpose, rules, branch -> {}).notCorrected(events, knownMicros);
  }

  /** R14. */
  static long effectiveInstant(ConsentEvent event, Purpose purpose, RulePack rules) {
    return new NaiveConsent(purpose, rules, branch -> {}).effectiveInstant(event);
  }

  /** End of the event, were it a grant; {@link Long#MAX_VALUE} when it does not end. */
  static long endOf(ConsentEvent event, Purpose purpose, RulePack rules) {
    return new NaiveConsent(purpose, rules, branch -> {}).endOf(event);
  }

  // ---------------------------------------------------------------- The effective instant (R14)

  private long effectiveInstant(ConsentEvent event) {
    if (event.precision() != Precision.DAY) {
      return event.eventMicros();
    }
    Kind kind = kindOf(event);
    if (kind == Kind.GRANT || kind == Kind.SOFT_GRANT) {
      fired.accept(Branch.DAY_GRANT_FROM_NEXT_DAY);
      return micros(instant(eventTime(event)).plus(1, ChronoUnit.DAYS));
    }
    fired.accept(Branch.DAY_OTHER_FROM_ITS_DAY);
    return eventTime(event);
  }

  /** With day precision the start of the UTC day. */
  private static long eventTime(ConsentEvent event) {
    return event.precision() == Precision.DAY
        ? micros(instant(event.eventMicros()).truncatedTo(ChronoUnit.DAYS))
        : event.eventMicros();
  }

  // ---------------------------------------------------------------- Kinds

  private Kind kindOf(ConsentEvent event) {
    return switch (event.action()) {
      case OBJECTED -> Kind.OBJECT;
      case REVOKED, INVALIDATED -> Kind.REVOKE;
      case WITHDRAWN -> Kind.WITHDRAW;
      case REFUSED -> Kind.REFUSE;
      case EXPIRED -> Kind.EXPIRE;
      case SHOWN -> Kind.SHOWN;
      case DEFERRED -> Kind.NOTHING;
      case GIVEN, RENEWED -> {
        if (event.softOptInRuleId().isPresent()) {
          yield Kind.SOFT_GRANT;
        }
        if (hasMethod(event, Method.DOI_REQUEST)) {
          fired.accept(Branch.REQUEST_BY_METHOD);
          yield Kind.REQUEST;
        }
        if (!hasMethod(event, Method.DOI_CONFIRM) && demandsDoubleOptIn(event)) {
          fired.accept(Branch.REQUEST_BY_LAW);
          yield Kind.REQUEST;
        }
        yield Kind.GRANT;
      }
      case IMPORTED -> event.softOptInRuleId().isPresent() ? Kind.SOFT_GRANT : Kind.GRANT;
    };
  }

  private boolean demandsDoubleOptIn(ConsentEvent event) {
    for (Jurisdiction law : rules.jurisdictions()) {
      if (!law.code().equals(event.jurisdiction()) && !law.code().equals("EU")) {
        continue;
      }
      for (DoubleOptInRule rule : law.doubleOptIn()) {
        if (rule.purposes().contains(purpose.id())
            && rule.validFromMicros() <= eventTime(event)
            && eventTime(event) < rule.validToMicros()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isWeak(ConsentEvent grant) {
    return grant.action() == Action.IMPORTED || hasMethod(grant, Method.GPC);
  }

  private boolean isExplicitNo(ConsentEvent event) {
    return kindOf(event).isNo() && !hasMethod(event, Method.GPC);
  }

  private static boolean hasMethod(ConsentEvent event, Method method) {
    return event.method().isPresent() && event.method().get() == method;
  }

  // ---------------------------------------------------------------- Which events count at (v, k)

  private List<ConsentEvent> notCorrected(List<ConsentEvent> events, long knownMicros) {
    List<ConsentEvent> taken = new ArrayList<>();
    for (ConsentEvent event : events) {
      if (!event.purpose().equals(purpose.id())) {
        continue;
      }
      if (event.knownMicros() > knownMicros) {
        fired.accept(Branch.NOT_YET_KNOWN);
        continue;
      }
      boolean alreadyTaken = false;
      for (ConsentEvent other : taken) {
        alreadyTaken = alreadyTaken || other.eventId().equals(event.eventId());
      }
      if (alreadyTaken) {
        fired.accept(Branch.DUPLICATE);
      } else {
        taken.add(event);
      }
    }
    List<ConsentEvent> left = new ArrayList<>();
    for (ConsentEvent event : taken) {
      boolean corrected = false;
      for (ConsentEvent correction : taken) {
        if (isCorrectionOf(correction, event)) {
          corrected = true;
          fired.accept(Branch.CORRECTED);
          for (ConsentEvent further : taken) {
            if (isCorrectionOf(further, correction) && further != correction) {
              fired.accept(Branch.CORRECTION_CORRECTED);
            }
          }
        }
      }
      if (!corrected) {
        left.add(event);
      }
    }
    return left;
  }

  private static boolean isCorrectionOf(ConsentEvent correction, ConsentEvent target) {
    return correction.correctionOf().isPresent()
        && correction.sourceSystem().equals(target.sourceSystem())
        && correction.correctionOf().get().equals(target.sourceEventId());
  }

  // ---------------------------------------------------------------- Folding

  private Memory fold(List<ConsentEvent> events) {
    TreeSet<Long> instants = new TreeSet<>();
    for (ConsentEvent event : events) {
      instants.add(effectiveInstant(event));
    }
    Memory memory = new Memory();
    for (long instant : instants) {
      List<ConsentEvent> group = new ArrayList<>();
      for (ConsentEvent event : events) {
        if (effectiveInstant(event) == instant) {
          group.add(event);
        }
      }
      rememberCircumstances(memory, group);
      applyDecisions(memory, notSuperseded(group));
    }
    return memory;
  }

  /** What every event of the instant tells, whatever its kind. */
  private void rememberCircumstances(Memory memory, List<ConsentEvent> group) {
    for (ConsentEvent event : group) {
      if (kindOf(event).isNo()) {
        memory.everNo = true;
      }
    }
    boolean minor = false;
    boolean notMinor = false;
    for (ConsentEvent event : group) {
      if (event.minor().isPresent()) {
        minor = minor || event.minor().get();
        notMinor = notMinor || !event.minor().get();
      }
      if (kindOf(event) != Kind.NOTHING) {
        memory.shown = true;
      }
    }
    if (minor && notMinor) {
      fired.accept(Branch.MINOR_TRUE_WINS);
    }
    if (minor || notMinor) {
      memory.minor = minor;
    }
    TreeSet<String> codes = new TreeSet<>();
    for (ConsentEvent event : group) {
      codes.add(event.jurisdiction());
    }
    if (codes.size() > 1) {
      fired.accept(Branch.FIRST_OF_SEVERAL_LAWS);
    }
    memory.jurisdiction = codes.first();
  }

  /** Decisions of the group that no later one of the same source replaces (R12, R13). */
  private List<ConsentEvent> notSuperseded(List<ConsentEvent> group) {
    List<ConsentEvent> left = new ArrayList<>();
    for (ConsentEvent event : group) {
      if (!kindOf(event).isDecision()) {
        continue;
      }
      boolean superseded = false;
      for (ConsentEvent other : group) {
        if (kindOf(other).isDecision()
            && other.sourceSystem().equals(event.sourceSystem())
            && event.sourceSeq().isPresent()
            && other.sourceSeq().isPresent()
            && other.sourceSeq().getAsLong() > event.sourceSeq().getAsLong()) {
          if (kindOf(other) == Kind.REQUEST) {
            fired.accept(Branch.REQUEST_SUPERSEDES_NOTHING);
          } else {
            fired.accept(Branch.SUPERSEDED_BY_SEQ);
            superseded = true;
          }
        }
      }
      if (!superseded) {
        left.add(event);
      }
    }
    return left;
  }

  private void applyDecisions(Memory memory, List<ConsentEvent> decisions) {
    List<ConsentEvent> closers = new ArrayList<>();
    for (ConsentEvent event : decisions) {
      if (kindOf(event).isCloser()) {
        closers.add(event);
      }
    }
    List<ConsentEvent> requests = ofKind(Kind.REQUEST, decisions);
    List<ConsentEvent> softGrants = ofKind(Kind.SOFT_GRANT, decisions);
    List<ConsentEvent> grants = ofKind(Kind.GRANT, decisions);
    if (closers.isEmpty()) {
      applyRequests(memory, requests);
      applySoftGrants(memory, softGrants);
      applyGrants(memory, grants);
      return;
    }
    boolean conflict = !grants.isEmpty() || !softGrants.isEmpty();
    if (!requests.isEmpty()) {
      fired.accept(Branch.REQUEST_BESIDE_CLOSER);
    }
    applyClosers(memory, closers, conflict);
  }

  private List<ConsentEvent> ofKind(Kind kind, List<ConsentEvent> events) {
    List<ConsentEvent> found = new ArrayList<>();
    for (ConsentEvent event : events) {
      if (kindOf(event) == kind) {
        found.add(event);
      }
    }
    return found;
  }

  private void applyClosers(Memory memory, List<ConsentEvent> closers, boolean conflict) {
    ConsentEvent strictest = closers.get(0);
    for (ConsentEvent closer : closers) {
      int more = kindOf(closer).restrictiveness - kindOf(strictest).restrictiveness;
      if (more == 0 && closer != strictest) {
        fired.accept(Branch.EQUAL_CLOSERS_SMALLEST_ID);
      }
      if (more > 0 || (more == 0 && closer.eventId().compareTo(strictest.eventId()) < 0)) {
        strictest = closer;
      }
    }
    memory.closer = Optional.of(strictest);
    memory.closerIsConflict = conflict;
    for (ConsentEvent closer : closers) {
      if (isExplicitNo(closer)) {
        memory.barred = true;
        if (conflict) {
          fired.accept(Branch.CONFLICT_BARS);
        }
        if (!isExplicitNo(strictest)) {
          fired.accept(Branch.EXPLICIT_NO_BESIDE_STRICTER);
        }
      }
    }
    if (conflict && kindOf(strictest) == Kind.EXPIRE) {
      fired.accept(Branch.CONFLICT_WITH_EXPIRE);
    }
    memory.grant = Optional.empty();
    memory.soft = Optional.empty();
    memory.request = Optional.empty();
  }

  private void applyRequests(Memory memory, List<ConsentEvent> requests) {
    if (requests.size() > 1) {
      fired.accept(Branch.SEVERAL_REQUESTS);
    }
    if (!requests.isEmpty()) {
      memory.request = Optional.of(smallestId(requests));
    }
  }

  private void applySoftGrants(Memory memory, List<ConsentEvent> softGrants) {
    List<ConsentEvent> accepted = new ArrayList<>();
    for (ConsentEvent event : softGrants) {
      if (softRuleOf(event).isEmpty()) {
        fired.accept(Branch.SOFT_IGNORED_NO_RULE);
      } else if (memory.barred) {
        fired.accept(Branch.SOFT_IGNORED_BARRED);
      } else {
        accepted.add(event);
      }
    }
    if (accepted.size() > 1) {
      fired.accept(Branch.SEVERAL_SOFT_GRANTS);
    }
    if (!accepted.isEmpty()) {
      if (memory.closer.isPresent()) {
        fired.accept(Branch.SOFT_CLEARS_CLOSER);
      }
      memory.soft = Optional.of(smallestId(accepted));
      memory.closer = Optional.empty();
      memory.closerIsConflict = false;
    }
  }

  private void applyGrants(Memory memory, List<ConsentEvent> grants) {
    if (grants.isEmpty()) {
      return;
    }
    List<ConsentEvent> ordered = new ArrayList<>(grants);
    ordered.sort(
        Comparator.comparing(NaiveConsent::isWeak)
            .thenComparing(this::endOf)
            .thenComparing(ConsentEvent::eventId));
    ConsentEvent grant = ordered.get(0);
    if (ordered.size() > 1) {
      ConsentEvent next = ordered.get(1);
      if (isWeak(grant) != isWeak(next)) {
        fired.accept(Branch.STRONG_GRANT_BEFORE_WEAK);
      } else if (endOf(grant) != endOf(next)) {
        fired.accept(Branch.EARLIEST_END_OF_SEVERAL_GRANTS);
      } else {
        fired.accept(Branch.SMALLEST_ID_OF_SEVERAL_GRANTS);
      }
    }
    if (isWeak(grant) && memory.barred) {
      fired.accept(
          grant.action() == Action.IMPORTED
              ? Branch.IMPORT_IGNORED_BARRED
              : Branch.GPC_GRANT_IGNORED_BARRED);
      return;
    }
    if (isWeak(grant) && memory.closer.isPresent()) {
      fired.accept(Branch.WEAK_GRANT_LIFTS_OTHER_CLOSER);
    }
    if (!isWeak(grant)) {
      if (memory.barred) {
        fired.accept(Branch.STRONG_GRANT_UNBARS);
      }
      memory.barred = false;
    }
    memory.grant = Optional.of(grant);
    memory.closer = Optional.empty();
    memory.closerIsConflict = false;
    memory.request = Optional.empty();
  }

  private static ConsentEvent smallestId(List<ConsentEvent> events) {
    ConsentEvent smallest = events.get(0);
    for (ConsentEvent event : events) {
      if (event.eventId().compareTo(smallest.eventId()) < 0) {
        smallest = event;
      }
    }
    return smallest;
  }

  /** The rule that makes the soft grant acceptable. */
  private Optional<SoftOptInRule> softRuleOf(ConsentEvent soft) {
    for (Jurisdiction law : rules.jurisdictions()) {
      if (!law.code().equals(soft.jurisdiction()) && !law.code().equals("EU")) {
        continue;
      }
      for (SoftOptInRule rule : law.softOptIn()) {
        if (rule.id().equals(soft.softOptInRuleId().get())
            && rule.purposes().contains(purpose.id())
            && rule.validFromMicros() <= eventTime(soft)
            && eventTime(soft) < rule.validToMicros()) {
          return Optional.of(rule);
        }
      }
    }
    return Optional.empty();
  }

  // ---------------------------------------------------------------- The state at v

  private Verdict stateWithoutEvent() {
    fired.accept(Branch.DEFAULT);
    LegalBasis basis = purpose.defaultBasis();
    if (basis == LegalBasis.LEGAL_OBLIGATION || basis == LegalBasis.CONTRACT) {
      return new Verdict(
          ConsentState.LEGAL_OBLIGATION, "basis", Optional.empty(), Optional.empty());
    }
    return new Verdict(ConsentState.UNKNOWN, "R1", Optional.empty(), Optional.empty());
  }

  private Verdict stateFrom(Memory memory, long v) {
    Optional<String> law = Optional.of(memory.jurisdiction);
    LegalBasis basis = purpose.basisIn().get(memory.jurisdiction);
    if (basis == null) {
      basis = purpose.defaultBasis();
    } else {
      fired.accept(Branch.BASIS_EXCEPTION);
    }
    boolean explicitOnly = memory.minor || purpose.specialCategory();

    // 1
    if (basis == LegalBasis.LEGAL_OBLIGATION || basis == LegalBasis.CONTRACT) {
      fired.accept(Branch.LINE_1);
      return new Verdict(ConsentState.LEGAL_OBLIGATION, "basis", Optional.empty(), law);
    }
    // 2
    if (memory.closerIsConflict) {
      fired.accept(Branch.LINE_2);
      return new Verdict(ConsentState.CONFLICT, "R12", idOf(memory.closer), law);
    }
    boolean line3 = false;
    if (memory.closer.isPresent()) {
      Kind closer = kindOf(memory.closer.get());
      // 3
      if (closer == Kind.OBJECT
          && basis == LegalBasis.LEGITIMATE_INTEREST
          && !purpose.directMarketing()
          && compellingGrounds(memory.jurisdiction, v)) {
        fired.accept(Branch.LINE_3);
        line3 = true;
      }
      // 4
      if (closer == Kind.OBJECT && !line3) {
        fired.accept(
            purpose.directMarketing() ? Branch.LINE_4_DIRECT_MARKETING : Branch.LINE_4_OTHER);
        String ruleId = purpose.directMarketing() ? "R4" : "R5";
        return new Verdict(ConsentState.OBJECTED, ruleId, idOf(memory.closer), law);
      }
      // 5
      if (closer == Kind.REVOKE) {
        fired.accept(Branch.LINE_5);
        return new Verdict(ConsentState.REVOKED, "revoked", idOf(memory.closer), law);
      }
      // 6
      if (closer == Kind.WITHDRAW) {
        fired.accept(Branch.LINE_6);
        return new Verdict(ConsentState.WITHDRAWN, "R2", idOf(memory.closer), law);
      }
      // 7
      if (closer == Kind.REFUSE) {
        fired.accept(Branch.LINE_7);
        return new Verdict(ConsentState.REFUSED, "R11", idOf(memory.closer), law);
      }
    }
    if (!line3) {
      boolean grantInForce = memory.grant.isPresent() && grantInForce(memory.grant.get(), v);
      boolean softInForce = memory.soft.isPresent() && softInForce(memory.soft.get(), v);
      // 8a
      if (grantInForce
          && explicitOnly
          && memory.grant.get().consentType() != ConsentType.EXPLICIT) {
        fired.accept(Branch.LINE_8A);
        return new Verdict(ConsentState.MINOR_OR_SPECIAL, "R22", idOf(memory.grant), law);
      }
      // 8b
      if (grantInForce) {
        fired.accept(explicitOnly ? Branch.LINE_8B_EXPLICIT : Branch.LINE_8B);
        return new Verdict(ConsentState.CONSENT, "consent", idOf(memory.grant), law);
      }
      // 8c
      if (softInForce && explicitOnly) {
        fired.accept(Branch.LINE_8C);
        return new Verdict(ConsentState.MINOR_OR_SPECIAL, "R22", idOf(memory.soft), law);
      }
      // 8d
      if (softInForce) {
        fired.accept(Branch.LINE_8D);
        return new Verdict(ConsentState.SOFT_OPT_IN, "soft-opt-in", idOf(memory.soft), law);
      }
    }
    if (basis == LegalBasis.LEGITIMATE_INTEREST && memory.everNo && !line3) {
      fired.accept(Branch.R3_NO_SWITCH);
    }
    if (basis == LegalBasis.LEGITIMATE_INTEREST && (line3 || !memory.everNo)) {
      // 9
      if (explicitOnly) {
        fired.accept(Branch.LINE_9);
        return new Verdict(ConsentState.MINOR_OR_SPECIAL, "R22", Optional.empty(), law);
      }
      // 9b
      if (!anyLiaValid(memory.jurisdiction, v)) {
        fired.accept(Branch.LINE_9B);
        return new Verdict(ConsentState.NO_VALID_LIA, "R6", Optional.empty(), law);
      }
      // 9c
      if (memory.shown) {
        fired.accept(line3 ? Branch.LINE_9C_COMPELLING : Branch.LINE_9C);
        return new Verdict(
            ConsentState.LEGITIMATE_INTEREST, "legitimate-interest", Optional.empty(), law);
      }
      fired.accept(Branch.LIA_BUT_NOT_SHOWN);
    }
    // 10
    if (memory.request.isPresent()) {
      fired.accept(Branch.LINE_10);
      return new Verdict(ConsentState.REQUESTED, "R17", idOf(memory.request), law);
    }
    // 11
    if (memory.grant.isPresent() && supersededByNotice(memory.grant.get(), v)) {
      fired.accept(Branch.LINE_11);
      return new Verdict(ConsentState.SUPERSEDED, "R10", idOf(memory.grant), law);
    }
    // 12
    if (memory.grant.isPresent()) {
      fired.accept(Branch.LINE_12_GRANT);
      return new Verdict(ConsentState.EXPIRED, "R7", idOf(memory.grant), law);
    }
    if (memory.closer.isPresent() && kindOf(memory.closer.get()) == Kind.EXPIRE) {
      fired.accept(Branch.LINE_12_EXPIRE);
      return new Verdict(ConsentState.EXPIRED, "R7", idOf(memory.closer), law);
    }
    // 13
    if (memory.soft.isPresent() && softEndedByRule(memory.soft.get(), v)) {
      fired.accept(Branch.LINE_13);
      return new Verdict(ConsentState.REVOKED, "R21", idOf(memory.soft), law);
    }
    // 14
    if (memory.soft.isPresent()) {
      fired.accept(Branch.LINE_14);
      return new Verdict(ConsentState.EXPIRED, "R7", idOf(memory.soft), law);
    }
    // 15
    fired.accept(Branch.LINE_15);
    return new Verdict(ConsentState.UNKNOWN, "R1", Optional.empty(), law);
  }

  private static Optional<String> idOf(Optional<ConsentEvent> event) {
    return event.map(ConsentEvent::eventId);
  }

  // ---------------------------------------------------------------- Grants, soft grants, LIAs

  private boolean grantInForce(ConsentEvent grant, long v) {
    return v < endOf(grant) && !supersededByNotice(grant, v);
  }

  private long endOf(ConsentEvent grant) {
    OptionalLong byLaw = endByLaw(grant);
    if (grant.expiresMicros().isEmpty()) {
      return byLaw.orElse(Long.MAX_VALUE);
    }
    long stated = grant.expiresMicros().getAsLong();
    fired.accept(
        byLaw.isPresent() && byLaw.getAsLong() < stated
            ? Branch.END_BY_LAW_BEFORE_STATED
            : Branch.END_AS_STATED);
    return byLaw.isPresent() ? Math.min(byLaw.getAsLong(), stated) : stated;
  }

  private OptionalLong endByLaw(ConsentEvent grant) {
    TreeSet<Integer> months = monthsIn(grant.jurisdiction(), grant);
    if (months.isEmpty()) {
      months = monthsIn("EU", grant);
      fired.accept(months.isEmpty() ? Branch.NO_EXPIRY_RULE : Branch.EXPIRY_BY_EU);
    } else {
      fired.accept(Branch.EXPIRY_BY_OWN_LAW);
    }
    if (months.isEmpty()) {
      return OptionalLong.empty();
    }
    if (months.size() > 1) {
      fired.accept(Branch.SMALLEST_OF_SEVERAL_MONTHS);
    }
    var start = instant(eventTime(grant)).atOffset(UTC);
    var end = start.plusMonths(months.first());
    if (end.getDayOfMonth() != start.getDayOfMonth()) {
      fired.accept(Branch.MONTH_LACKS_THE_DAY);
    }
    return OptionalLong.of(micros(end.toInstant()));
  }

  private TreeSet<Integer> monthsIn(String code, ConsentEvent grant) {
    TreeSet<Integer> months = new TreeSet<>();
    for (Jurisdiction law : rules.jurisdictions()) {
      if (!law.code().equals(code)) {
        continue;
      }
      for (ExpiryRule rule : law.expiry()) {
        if (rule.purposes().contains(purpose.id())
            && rule.validFromMicros() <= eventTime(grant)
            && eventTime(grant) < rule.validToMicros()) {
          months.add(rule.months());
        }
      }
    }
    return months;
  }

  private boolean supersededByNotice(ConsentEvent grant, long v) {
    for (NoticeVersion notice : rules.notices()) {
      if (notice.publishedMicros() > v || !notice.changedPurposes().contains(purpose.id())) {
        continue;
      }
      boolean older =
          grant.noticeId().isPresent()
              && grant.noticeId().get().equals(notice.noticeId())
              && (grant.noticeVersion().isEmpty()
                  || grant.noticeVersion().getAsInt() < notice.version());
      if (!notice.material()) {
        if (older) {
          fired.accept(Branch.EDITORIAL_NOTICE);
        }
        continue;
      }
      if (grant.noticeId().isEmpty() && eventTime(grant) < notice.publishedMicros()) {
        fired.accept(Branch.SUPERSEDED_WITHOUT_NOTICE_ID);
        return true;
      }
      if (older) {
        fired.accept(
            grant.noticeVersion().isEmpty()
                ? Branch.SUPERSEDED_UNKNOWN_VERSION
                : Branch.SUPERSEDED_OLDER_VERSION);
        if (notice.publishedMicros() < eventTime(grant)) {
          fired.accept(Branch.SUPERSEDED_FROM_THE_START);
        }
        return true;
      }
    }
    return false;
  }

  private boolean softInForce(ConsentEvent soft, long v) {
    boolean beforeItsEnd = soft.expiresMicros().isEmpty() || v < soft.expiresMicros().getAsLong();
    return beforeItsEnd && !softEndedByRule(soft, v);
  }

  private boolean softEndedByRule(ConsentEvent soft, long v) {
    SoftOptInRule rule = softRuleOf(soft).orElseThrow();
    boolean ended = rule.validToMicros() <= v;
    if (ended && !rule.endsEarlierPermissions()) {
      fired.accept(Branch.SOFT_OUTLIVES_ITS_RULE);
    }
    return ended && rule.endsEarlierPermissions();
  }

  private boolean anyLiaValid(String jurisdiction, long v) {
    return !validLias(jurisdiction, v).isEmpty();
  }

  private boolean compellingGrounds(String jurisdiction, long v) {
    for (Lia lia : validLias(jurisdiction, v)) {
      if (lia.compellingGrounds()) {
        return true;
      }
    }
    return false;
  }

  private List<Lia> validLias(String jurisdiction, long v) {
    List<Lia> valid = new ArrayList<>();
    for (Lia lia : rules.assessments()) {
      Set<String> where = lia.jurisdictions();
      if (lia.purposes().contains(purpose.id())
          && (where.contains(jurisdiction) || where.contains("EU"))
          && lia.validFromMicros() <= v
          && v < lia.validToMicros()) {
        fired.accept(
            where.contains(jurisdiction) && !where.contains("EU")
                ? Branch.LIA_OF_OWN_LAW
                : Branch.LIA_FOR_ALL);
        valid.add(lia);
      }
    }
    return valid;
  }

  // ---------------------------------------------------------------- Time

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
