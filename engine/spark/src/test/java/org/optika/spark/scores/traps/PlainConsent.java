package org.optika.spark.scores.traps;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
 * One purpose of one subject at one known instant, read off docs/consent.md by loops over the
 * records: from scratch for each instant, and with nothing of the engine but its vocabulary and the
 * rule pack as data.
 */
final class PlainConsent {
  private static final long NEVER = Long.MAX_VALUE;

  /** Section "Kinds". */
  private enum Kind {
    OBJECT,
    REVOKE,
    WITHDRAW,
    REFUSE,
    EXPIRE,
    REQUEST,
    GRANT,
    SOFT_GRANT,
    SHOWN,
    NOTHING;

    boolean closes() {
      return compareTo(EXPIRE) <= 0;
    }

    boolean decides() {
      return compareTo(SOFT_GRANT) <= 0;
    }

    boolean isNo() {
      return this == OBJECT || this == WITHDRAW || this == REFUSE;
    }
  }

  private record Dated(ConsentEvent event, Kind kind, long effective) {}

  /** Section "Folding": what is remembered. */
  private static final class Memory {
    private Kind closer;
    private boolean conflict;
    private boolean barred;
    private boolean everNo;
    private ConsentEvent grant;
    private ConsentEvent soft;
    private boolean request;
    private boolean shown;
    private boolean minor;
    private String law = "";
  }

  private final Purpose purpose;
  private final RulePack rules;
  private final List<Dated> events = new ArrayList<>();

  /**
   * @param said all records of the subject to the controller; those of other purposes are passed
   *     over
   * @param knownAt k, microseconds UTC
   */
  PlainConsent(List<ConsentEvent> said, String purpose, RulePack rules, long knownAt) {
    this.rules = rules;
    Purpose own = null;
    for (Purpose declared : rules.purposes()) {
      if (declared.id().equals(purpose)) {
        own = declared;
      }
    }
    this.purpose = own;
    for (ConsentEvent event : counting(said, knownAt)) {
      events.add(new Dated(event, kindOf(event), effective(event)));
    }
    events.sort(Comparator.comparingLong(Dated::effective));
  }

  /** Section "Which events count", points 1 and 2. */
  private List<ConsentEvent> counting(List<ConsentEvent> said, long knownAt) {
    List<ConsentEvent> taken = new ArrayList<>();
    for (ConsentEvent event : said) {
      if (event.purpose().equals(purpose.id()) && event.knownMicros() <= knownAt) {
        boolean twice = false;
        for (ConsentEvent other : taken) {
          twice |= other.eventId().equals(event.eventId());
        }
        if (!twice) {
          taken.add(event);
        }
      }
    }
    List<ConsentEvent> left = new ArrayList<>();
    for (ConsentEvent event : taken) {
      boolean corrected = false;
      for (ConsentEvent other : taken) {
        corrected |=
            other.sourceSystem().equals(event.sourceSystem())
                && other.correctionOf().isPresent()
                && other.correctionOf().get().equals(event.sourceEventId());
      }
      if (!corrected) {
        left.add(event);
      }
    }
    return left;
  }

  private Kind kindOf(ConsentEvent event) {
    boolean soft = event.softOptInRuleId().isPresent();
    return switch (event.action()) {
      case OBJECTED -> Kind.OBJECT;
      case REVOKED, INVALIDATED -> Kind.REVOKE;
      case WITHDRAWN -> Kind.WITHDRAW;
      case REFUSED -> Kind.REFUSE;
      case EXPIRED -> Kind.EXPIRE;
      case SHOWN -> Kind.SHOWN;
      case DEFERRED -> Kind.NOTHING;
      case IMPORTED -> soft ? Kind.SOFT_GRANT : Kind.GRANT;
      case GIVEN, RENEWED -> soft ? Kind.SOFT_GRANT : isRequest(event) ? Kind.REQUEST : Kind.GRANT;
    };
  }

  private boolean isRequest(ConsentEvent event) {
    if (has(event, Method.DOI_REQUEST)) {
      return true;
    }
    for (Jurisdiction law : rules.jurisdictions()) {
      for (DoubleOptInRule rule : law.doubleOptIn()) {
        if ((law.code().equals(event.jurisdiction()) || law.code().equals("EU"))
            && rule.purposes().contains(purpose.id())
            && in(time(event), rule.validFromMicros(), rule.validToMicros())) {
          return !has(event, Method.DOI_CONFIRM);
        }
      }
    }
    return false;
  }

  private static boolean has(ConsentEvent event, Method method) {
    return event.method().isPresent() && event.method().get() == method;
  }

  private static boolean in(long micros, long from, long to) {
    return from <= micros && micros < to;
  }

  /** {@code event_time}; of day precision the start of its day. */
  private static long time(ConsentEvent event) {
    long at = event.eventMicros();
    return event.precision() == Precision.DAY ? at - Math.floorMod(at, TrapSetting.DAY) : at;
  }

  private long effective(ConsentEvent event) {
    Kind kind = kindOf(event);
    boolean nextDay =
        event.precision() == Precision.DAY && (kind == Kind.GRANT || kind == Kind.SOFT_GRANT);
    return nextDay ? time(event) + TrapSetting.DAY : time(event);
  }

  private static boolean weak(ConsentEvent event) {
    return event.action() == Action.IMPORTED || has(event, Method.GPC);
  }

  /** Code of the state at v, in [0, 15]. */
  int stateAt(long v) {
    Memory memory = new Memory();
    int next = 0;
    while (next < events.size() && events.get(next).effective <= v) {
      List<Dated> instant = new ArrayList<>();
      long effective = events.get(next).effective;
      while (next < events.size() && events.get(next).effective == effective) {
        instant.add(events.get(next++));
      }
      remember(memory, instant);
    }
    return next == 0 ? byDefault() : state(memory, v);
  }

  private int byDefault() {
    boolean needsNone =
        purpose.defaultBasis() == LegalBasis.LEGAL_OBLIGATION
            || purpose.defaultBasis() == LegalBasis.CONTRACT;
    return needsNone ? 4 : 0;
  }

  private void remember(Memory memory, List<Dated> instant) {
    tell(memory, instant);
    List<Dated> decisions = new ArrayList<>();
    for (Dated dated : instant) {
      if (dated.kind.decides() && !superseded(dated, instant)) {
        decisions.add(dated);
      }
    }
    boolean closed = false;
    boolean granted = false;
    for (Dated dated : decisions) {
      closed |= dated.kind.closes();
      granted |= dated.kind == Kind.GRANT || dated.kind == Kind.SOFT_GRANT;
    }
    if (closed) {
      close(memory, decisions, granted);
    } else {
      grant(memory, decisions);
    }
  }

  private static void tell(Memory memory, List<Dated> instant) {
    String law = null;
    Boolean minor = null;
    for (Dated dated : instant) {
      ConsentEvent event = dated.event;
      memory.everNo |= dated.kind.isNo();
      memory.shown |= dated.kind != Kind.NOTHING;
      if (event.minor().isPresent()) {
        minor = event.minor().get() || Boolean.TRUE.equals(minor);
      }
      if (law == null || event.jurisdiction().compareTo(law) < 0) {
        law = event.jurisdiction();
      }
    }
    memory.law = law;
    memory.minor = minor == null ? memory.minor : minor;
  }

  private static boolean superseded(Dated dated, List<Dated> instant) {
    for (Dated other : instant) {
      if (other.kind.decides()
          && other.kind != Kind.REQUEST
          && other.event.sourceSystem().equals(dated.event.sourceSystem())
          && dated.event.sourceSeq().isPresent()
          && other.event.sourceSeq().isPresent()
          && other.event.sourceSeq().getAsLong() > dated.event.sourceSeq().getAsLong()) {
        return true;
      }
    }
    return false;
  }

  private static void close(Memory memory, List<Dated> decisions, boolean conflict) {
    memory.closer = Kind.EXPIRE;
    for (Dated dated : decisions) {
      if (dated.kind.compareTo(memory.closer) < 0) {
        memory.closer = dated.kind;
      }
      memory.barred |= dated.kind.isNo() && !has(dated.event, Method.GPC);
    }
    memory.conflict = conflict;
    memory.grant = null;
    memory.soft = null;
    memory.request = false;
  }

  private void grant(Memory memory, List<Dated> decisions) {
    ConsentEvent soft = null;
    ConsentEvent grant = null;
    for (Dated dated : decisions) {
      ConsentEvent event = dated.event;
      if (dated.kind == Kind.REQUEST) {
        memory.request = true;
      } else if (dated.kind == Kind.GRANT) {
        grant = grant == null || better(event, grant) ? event : grant;
      } else if (softRule(event) != null
          && (soft == null || event.eventId().compareTo(soft.eventId()) < 0)) {
        soft = event;
      }
    }
    if (soft != null && !memory.barred) {
      memory.soft = soft;
      memory.closer = null;
      memory.conflict = false;
    }
    if (grant != null && !(weak(grant) && memory.barred)) {
      memory.grant = grant;
      memory.closer = null;
      memory.conflict = false;
      memory.barred = false;
      memory.request = false;
    }
  }

  private boolean better(ConsentEvent one, ConsentEvent other) {
    if (weak(one) != weak(other)) {
      return weak(other);
    }
    if (end(one) != end(other)) {
      return end(one) < end(other);
    }
    return one.eventId().compareTo(other.eventId()) < 0;
  }

  private SoftOptInRule softRule(ConsentEvent event) {
    for (Jurisdiction law : rules.jurisdictions()) {
      for (SoftOptInRule rule : law.softOptIn()) {
        if ((law.code().equals(event.jurisdiction()) || law.code().equals("EU"))
            && rule.id().equals(event.softOptInRuleId().get())
            && rule.purposes().contains(purpose.id())
            && in(time(event), rule.validFromMicros(), rule.validToMicros())) {
          return rule;
        }
      }
    }
    return null;
  }

  /** Section "A grant is in force at v": its end. */
  private long end(ConsentEvent grant) {
    int months = months(grant.jurisdiction(), time(grant));
    months = months == 0 ? months("EU", time(grant)) : months;
    long stated = grant.expiresMicros().isPresent() ? grant.expiresMicros().getAsLong() : NEVER;
    if (months == 0) {
      return stated;
    }
    Instant end =
        Instant.EPOCH
            .plus(time(grant), ChronoUnit.MICROS)
            .atOffset(ZoneOffset.UTC)
            .plusMonths(months)
            .toInstant();
    return Math.min(stated, ChronoUnit.MICROS.between(Instant.EPOCH, end));
  }

  /** The smallest number of months under one law; 0 = it has no rule. */
  private int months(String code, long at) {
    int months = 0;
    for (Jurisdiction law : rules.jurisdictions()) {
      for (ExpiryRule rule : law.expiry()) {
        if (law.code().equals(code)
            && rule.purposes().contains(purpose.id())
            && in(at, rule.validFromMicros(), rule.validToMicros())) {
          months = months == 0 ? rule.months() : Math.min(months, rule.months());
        }
      }
    }
    return months;
  }

  private boolean supersededByNotice(ConsentEvent grant, long v) {
    for (NoticeVersion notice : rules.notices()) {
      boolean older =
          grant.noticeId().isPresent()
              ? grant.noticeId().get().equals(notice.noticeId())
                  && (grant.noticeVersion().isEmpty()
                      || grant.noticeVersion().getAsInt() < notice.version())
              : time(grant) < notice.publishedMicros();
      if (notice.material()
          && notice.publishedMicros() <= v
          && notice.changedPurposes().contains(purpose.id())
          && older) {
        return true;
      }
    }
    return false;
  }

  private boolean endedByRule(ConsentEvent soft, long v) {
    SoftOptInRule rule = softRule(soft);
    return rule.endsEarlierPermissions() && rule.validToMicros() <= v;
  }

  /** Section "The state at v, from the memory", line by line. */
  private int state(Memory memory, long v) {
    LegalBasis basis = purpose.basisIn().getOrDefault(memory.law, purpose.defaultBasis());
    if (basis == LegalBasis.LEGAL_OBLIGATION || basis == LegalBasis.CONTRACT) {
      return 4;
    }
    if (memory.conflict) {
      return 13;
    }
    boolean interest = basis == LegalBasis.LEGITIMATE_INTEREST;
    boolean overridden =
        memory.closer == Kind.OBJECT
            && interest
            && !purpose.directMarketing()
            && assessed(memory.law, v, true);
    if (memory.closer != null && memory.closer != Kind.EXPIRE && !overridden) {
      return switch (memory.closer) {
        case OBJECT -> 8;
        case REVOKE -> 12;
        case WITHDRAW -> 6;
        default -> 5;
      };
    }
    boolean explicitOnly = memory.minor || purpose.specialCategory();
    ConsentEvent grant = memory.grant;
    if (grant != null && v < end(grant) && !supersededByNotice(grant, v)) {
      return explicitOnly && grant.consentType() != ConsentType.EXPLICIT ? 14 : 1;
    }
    ConsentEvent soft = memory.soft;
    if (soft != null
        && (soft.expiresMicros().isEmpty() || v < soft.expiresMicros().getAsLong())
        && !endedByRule(soft, v)) {
      return explicitOnly ? 14 : 3;
    }
    if (interest && (overridden || !memory.everNo)) {
      if (explicitOnly) {
        return 14;
      }
      if (!assessed(memory.law, v, false)) {
        return 11;
      }
      if (memory.shown) {
        return 2;
      }
    }
    return withoutGround(memory, v);
  }

  /** Lines 10 to 15. */
  private int withoutGround(Memory memory, long v) {
    if (memory.request) {
      return 9;
    }
    if (memory.grant != null) {
      return supersededByNotice(memory.grant, v) ? 10 : 7;
    }
    if (memory.closer == Kind.EXPIRE) {
      return 7;
    }
    if (memory.soft != null) {
      return endedByRule(memory.soft, v) ? 12 : 7;
    }
    return 0;
  }

  private boolean assessed(String law, long v, boolean compelling) {
    for (Lia lia : rules.assessments()) {
      if (lia.purposes().contains(purpose.id())
          && (lia.jurisdictions().contains(law) || lia.jurisdictions().contains("EU"))
          && in(v, lia.validFromMicros(), lia.validToMicros())
          && (lia.compellingGrounds() || !compelling)) {
        return true;
      }
    }
    return false;
  }

  private static boolean permits(int state) {
    return state >= 1 && state <= 4;
  }

  boolean permitsAt(long v) {
    return permits(stateAt(v));
  }

  /** At every instant from {@code from} to {@code to}, both included. */
  boolean permitsThroughout(long from, long to) {
    boolean permits = permitsAt(from);
    for (long instant : changes()) {
      permits = permits && (instant <= from || instant > to || permitsAt(instant));
    }
    return permits;
  }

  /** Section "the gate", conditions 1 to 4, for a purpose that does not reopen. */
  boolean admits(long at, long asOf) {
    boolean admits = at <= asOf && permitsAt(at) && permitsAt(asOf);
    for (long instant : changes()) {
      admits = admits && (instant <= at || instant > asOf || !closes(stateAt(instant)));
    }
    return admits;
  }

  private static boolean closes(int state) {
    return state == 5 || state == 6 || state == 8 || state == 12 || state == 13;
  }

  /** All instants at which the state can change; in no order. */
  private List<Long> changes() {
    List<Long> changes = new ArrayList<>();
    for (Dated dated : events) {
      changes.add(dated.effective);
      if (dated.kind == Kind.GRANT) {
        changes.add(end(dated.event));
      }
      if (dated.event.expiresMicros().isPresent()) {
        changes.add(dated.event.expiresMicros().getAsLong());
      }
    }
    for (NoticeVersion notice : rules.notices()) {
      changes.add(notice.publishedMicros());
    }
    for (Lia lia : rules.assessments()) {
      changes.add(lia.validFromMicros());
      changes.add(lia.validToMicros());
    }
    for (Jurisdiction law : rules.jurisdictions()) {
      for (SoftOptInRule rule : law.softOptIn()) {
        changes.add(rule.validToMicros());
      }
    }
    return changes;
  }
}
