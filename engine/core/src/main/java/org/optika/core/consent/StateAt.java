package org.optika.core.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.optika.core.consent.Memory.Closer;
import org.optika.core.ingest.ConsentType;

/**
 * The table "The state at v, from the memory" of docs/consent.md. The memory is that of {@code v}:
 * all events up to it are in, none after, and at least one.
 */
final class StateAt {
  private final Memory.Choices choices;
  private final Memory.Circumstances circumstances;
  private final String jurisdiction;
  private final Purpose purpose;
  private final LegalBasis basis;
  private final List<Lia> assessments;

  StateAt(Memory memory, PurposeRules rules) {
    choices = memory.choices();
    circumstances = memory.circumstances();
    jurisdiction = circumstances.jurisdiction().orElseThrow();
    purpose = rules.purpose();
    basis = purpose.basisIn(jurisdiction);
    assessments =
        basis == LegalBasis.LEGITIMATE_INTEREST ? rules.assessments(jurisdiction) : List.of();
  }

  /** The decisions over {@code [from, to)} while no event is added to the memory, in order. */
  List<ConsentStep> steps(long fromMicros, long toMicros) {
    TreeSet<Long> cuts = new TreeSet<>();
    cuts.add(fromMicros);
    for (long breakpoint : breakpoints()) {
      if (fromMicros < breakpoint && breakpoint < toMicros) {
        cuts.add(breakpoint);
      }
    }
    List<ConsentStep> steps = new ArrayList<>(cuts.size());
    for (long cut : cuts) {
      Long next = cuts.higher(cut);
      steps.add(new ConsentStep(cut, next == null ? toMicros : next, at(cut)));
    }
    return ConsentStep.merged(steps);
  }

  /** Instants at which the state can change without an event. */
  private List<Long> breakpoints() {
    List<Long> breakpoints = new ArrayList<>();
    choices.grant().ifPresent(grant -> breakpoints.add(grant.endMicros()));
    choices.grant().ifPresent(grant -> breakpoints.add(grant.supersededMicros()));
    choices.soft().ifPresent(soft -> breakpoints.add(soft.endMicros()));
    choices.soft().ifPresent(soft -> breakpoints.add(soft.ruleEndMicros()));
    assessments.forEach(lia -> breakpoints.add(lia.validFromMicros()));
    assessments.forEach(lia -> breakpoints.add(lia.validToMicros()));
    return breakpoints;
  }

  /** First line of the table that fits; the numbers are its lines. */
  Decision at(long v) {
    if (basis.needsNoRecord()) {
      return decision(ConsentState.LEGAL_OBLIGATION, "basis"); // 1
    }
    boolean objectionOverridden = isObjectionOverridden(v); // 3
    if (choices.closer().isPresent() && !objectionOverridden) {
      Optional<Decision> closed = closedBy(choices.closer().get());
      if (closed.isPresent()) {
        return closed.get();
      }
    }
    boolean explicitOnly = circumstances.minor() || purpose.specialCategory();
    Optional<DatedEvent> grant = choices.grant();
    if (grant.isPresent() && grant.get().isInForceAt(v)) {
      return explicitOnly && grant.get().event().consentType() != ConsentType.EXPLICIT
          ? decision(ConsentState.MINOR_OR_SPECIAL, "R22", grant.get()) // 8a
          : decision(ConsentState.CONSENT, "consent", grant.get()); // 8b
    }
    Optional<DatedEvent> soft = choices.soft();
    if (soft.isPresent() && soft.get().isInForceAt(v)) {
      return explicitOnly
          ? decision(ConsentState.MINOR_OR_SPECIAL, "R22", soft.get()) // 8c
          : decision(ConsentState.SOFT_OPT_IN, "soft-opt-in", soft.get()); // 8d
    }
    if (basis == LegalBasis.LEGITIMATE_INTEREST
        && (objectionOverridden || !circumstances.everNo())) { // R3
      if (explicitOnly) {
        return decision(ConsentState.MINOR_OR_SPECIAL, "R22"); // 9
      }
      if (assessments.stream().noneMatch(lia -> isValid(lia, v))) {
        return decision(ConsentState.NO_VALID_LIA, "R6"); // 9b
      }
      if (circumstances.shown()) {
        return decision(ConsentState.LEGITIMATE_INTEREST, "legitimate-interest"); // 9c
      }
    }
    if (choices.request().isPresent()) {
      return decision(ConsentState.REQUESTED, "R17", choices.request().get()); // 10
    }
    if (grant.isPresent()) {
      return grant.get().isSupersededAt(v)
          ? decision(ConsentState.SUPERSEDED, "R10", grant.get()) // 11
          : decision(ConsentState.EXPIRED, "R7", grant.get()); // 12
    }
    if (choices.closer().isPresent()) {
      return decision(ConsentState.EXPIRED, "R7", choices.closer().get().event()); // 12
    }
    if (soft.isPresent()) {
      return soft.get().isEndedByRuleAt(v)
          ? decision(ConsentState.REVOKED, "R21", soft.get()) // 13
          : decision(ConsentState.EXPIRED, "R7", soft.get()); // 14
    }
    return decision(ConsentState.UNKNOWN, "R1"); // 15
  }

  /** R5: compelling grounds outside of direct marketing; the assessment must be valid. */
  private boolean isObjectionOverridden(long v) {
    return choices
            .closer()
            .filter(closer -> !closer.conflict() && closer.event().kind() == EventKind.OBJECT)
            .isPresent()
        && !purpose.directMarketing()
        && assessments.stream().anyMatch(lia -> lia.compellingGrounds() && isValid(lia, v));
  }

  /** Lines 2 and 4 to 7; empty for an EXPIRE, which leaves room for another ground. */
  private Optional<Decision> closedBy(Closer closer) {
    DatedEvent event = closer.event();
    if (closer.conflict()) {
      return Optional.of(
          new Decision(
              ConsentState.CONFLICT,
              "R12",
              Optional.of(event.id()),
              jurisdiction,
              basis,
              true)); // 2
    }
    return switch (event.kind()) {
      case OBJECT -> {
        String rule = purpose.directMarketing() ? "R4" : "R5";
        yield Optional.of(decision(ConsentState.OBJECTED, rule, event)); // 4
      }
      case REVOKE -> Optional.of(decision(ConsentState.REVOKED, "revoked", event)); // 5
      case WITHDRAW -> Optional.of(decision(ConsentState.WITHDRAWN, "R2", event)); // 6
      case REFUSE -> Optional.of(decision(ConsentState.REFUSED, "R11", event)); // 7
      case EXPIRE, REQUEST, GRANT, SOFT_GRANT, SHOWN, NOTHING -> Optional.empty();
    };
  }

  private static boolean isValid(Lia lia, long v) {
    return PurposeRules.in(v, lia.validFromMicros(), lia.validToMicros());
  }

  private Decision decision(ConsentState state, String ruleId, DatedEvent event) {
    return new Decision(state, ruleId, Optional.of(event.id()), jurisdiction, basis, false);
  }

  private Decision decision(ConsentState state, String ruleId) {
    return new Decision(state, ruleId, Optional.empty(), jurisdiction, basis, false);
  }
}
