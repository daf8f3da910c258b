package org.optika.core.consent.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;

/** Second reading of docs/consent.md, section "Using a permission: the gate", point by point. */
final class NaiveGate {

  /** Condition that failed: 1, 2, 3 or 4 of the page. */
  enum Clock {
    AFTER_AS_OF,
    EVENT_TIME,
    AS_OF,
    REOPENING
  }

  /**
   * Why a row may not be used.
   *
   * @param state that refuses; empty for {@link Clock#AFTER_AS_OF}, where no state was asked for
   */
  record Refusal(String purpose, Clock clock, Optional<ConsentState> state) {}

  private NaiveGate() {}

  /**
   * @param events of one subject, all purposes, in any order
   * @param purposes that the job names; the first that fails in the order of the rule pack counts
   * @param activityMicros a
   * @return empty when the row may be used
   */
  static Optional<Refusal> refusal(
      List<ConsentEvent> events,
      RulePack rules,
      Set<String> purposes,
      long activityMicros,
      long asOfMicros,
      long knownAtMicros) {
    for (Purpose purpose : rules.purposes()) {
      if (purposes.contains(purpose.id())) {
        Optional<Refusal> refusal =
            refusal(events, rules, purpose, activityMicros, asOfMicros, knownAtMicros);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  /** True when the row passes for every purpose. */
  static boolean admits(
      List<ConsentEvent> events,
      RulePack rules,
      Set<String> purposes,
      long activityMicros,
      long asOfMicros,
      long knownAtMicros) {
    return refusal(events, rules, purposes, activityMicros, asOfMicros, knownAtMicros).isEmpty();
  }

  private static Optional<Refusal> refusal(
      List<ConsentEvent> events, RulePack rules, Purpose purpose, long a, long asOf, long knownAt) {
    // 1
    if (a > asOf) {
      return Optional.of(new Refusal(purpose.id(), Clock.AFTER_AS_OF, Optional.empty()));
    }
    // 2
    ConsentState atActivity = state(events, purpose, rules, a, knownAt);
    if (!permits(atActivity)) {
      return Optional.of(new Refusal(purpose.id(), Clock.EVENT_TIME, Optional.of(atActivity)));
    }
    if (purpose.eventTimeOnly()) {
      return Optional.empty();
    }
    // 3
    ConsentState atAsOf = state(events, purpose, rules, asOf, knownAt);
    if (!permits(atAsOf)) {
      return Optional.of(new Refusal(purpose.id(), Clock.AS_OF, Optional.of(atAsOf)));
    }
    // 4: permitted at a, so whatever closes at a later instant has begun after a
    if (purpose.reopens()) {
      return Optional.empty();
    }
    List<ConsentEvent> own = new ArrayList<>();
    for (ConsentEvent event : events) {
      if (event.purpose().equals(purpose.id())) {
        own.add(event);
      }
    }
    TreeSet<Long> candidates = Breakpoints.valid(own, purpose, rules);
    for (long instant : candidates) {
      if (a < instant && instant <= asOf) {
        ConsentState between = state(own, purpose, rules, instant, knownAt);
        if (closes(between)) {
          return Optional.of(new Refusal(purpose.id(), Clock.REOPENING, Optional.of(between)));
        }
      }
    }
    return Optional.empty();
  }

  private static ConsentState state(
      List<ConsentEvent> events, Purpose purpose, RulePack rules, long v, long k) {
    return NaiveConsent.stateAt(events, purpose, rules, v, k).state();
  }

  private static boolean permits(ConsentState state) {
    return List.of(1, 2, 3, 4).contains(state.code());
  }

  private static boolean closes(ConsentState state) {
    return List.of(5, 6, 8, 12, 13).contains(state.code());
  }
}
