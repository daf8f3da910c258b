package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/**
 * An event with what the rules say about it alone: what it means, when it starts and when it ends.
 * An instant that never comes is {@link Long#MAX_VALUE}.
 *
 * @param effectiveMicros R14
 * @param endMicros end of a grant by its own {@code expires_at} or by R7; of any other event its
 *     {@code expires_at}
 * @param supersededMicros a material notice version supersedes the grant from here on (R10)
 * @param ruleEndMicros the soft opt-in rule ends earlier permissions here (R21)
 * @param hasSoftRule the soft opt-in rule that the event names was in force for it
 * @param isStrong a grant by the person's own act; an import or a browser signal is weak (R12)
 * @param isExplicitNo a no that a signal or an import does not lift (R12)
 */
record DatedEvent(
    ConsentEvent event,
    EventKind kind,
    long effectiveMicros,
    long endMicros,
    long supersededMicros,
    long ruleEndMicros,
    boolean hasSoftRule,
    boolean isStrong,
    boolean isExplicitNo) {

  private static final long NEVER = Long.MAX_VALUE;
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  /**
   * @throws IllegalArgumentException when the event is about another purpose
   */
  static DatedEvent of(ConsentEvent event, PurposeRules rules) {
    String purpose = rules.purpose().id();
    require(
        event.purpose().equals(purpose),
        "expected events of purpose '%s', got one of '%s'",
        purpose,
        event.purpose());
    EventKind kind = EventKind.of(event, rules);
    long expires = event.expiresMicros().orElse(NEVER);
    boolean signal = event.method().filter(method -> method == Method.GPC).isPresent();
    Optional<SoftOptInRule> softRule =
        kind == EventKind.SOFT_GRANT ? softRule(event, rules) : Optional.empty();
    boolean grant = kind == EventKind.GRANT;
    return new DatedEvent(
        event,
        kind,
        effectiveMicros(event, kind),
        grant ? Math.min(expires, endByMonths(event, rules)) : expires,
        grant ? rules.supersededMicros(event) : NEVER,
        softRule
            .filter(SoftOptInRule::endsEarlierPermissions)
            .map(SoftOptInRule::validToMicros)
            .orElse(NEVER),
        softRule.isPresent(),
        grant && event.action() != Action.IMPORTED && !signal,
        kind.isNo() && !signal);
  }

  private static Optional<SoftOptInRule> softRule(ConsentEvent event, PurposeRules rules) {
    String ruleId = event.softOptInRuleId().orElseThrow();
    return rules.softOptIn(ruleId, event.jurisdiction(), eventTimeOf(event));
  }

  /** The recorded time of the choice; a clock of day precision means the start of its UTC day. */
  static long eventTimeOf(ConsentEvent event) {
    return event.precision() == Precision.DAY
        ? Math.floorDiv(event.eventMicros(), DAY) * DAY
        : event.eventMicros();
  }

  /** R14: on a clock of day precision a no counts from the start of the day, a yes from its end. */
  private static long effectiveMicros(ConsentEvent event, EventKind kind) {
    boolean waitsForEndOfDay = event.precision() == Precision.DAY && kind.isGrant();
    return waitsForEndOfDay ? eventTimeOf(event) + DAY : eventTimeOf(event);
  }

  /** R7: calendar months in UTC; a day that the target month lacks becomes its last day. */
  private static long endByMonths(ConsentEvent event, PurposeRules rules) {
    long given = eventTimeOf(event);
    var months = rules.expiryMonths(event.jurisdiction(), given);
    if (months.isEmpty()) {
      return NEVER;
    }
    Instant end =
        Instant.EPOCH
            .plus(given, ChronoUnit.MICROS)
            .atZone(ZoneOffset.UTC)
            .plusMonths(months.getAsInt())
            .toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, end);
  }

  String id() {
    return event.eventId();
  }

  boolean isSupersededAt(long micros) {
    return supersededMicros <= micros;
  }

  boolean isEndedByRuleAt(long micros) {
    return ruleEndMicros <= micros;
  }

  /** Whether this grant, of either sort, has been neither ended nor superseded by then. */
  boolean isInForceAt(long micros) {
    return micros < endMicros && !isSupersededAt(micros) && !isEndedByRuleAt(micros);
  }
}
