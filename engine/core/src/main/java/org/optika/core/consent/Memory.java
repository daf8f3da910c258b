package org.optika.core.consent;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the events of one subject and purpose leave behind, folded instant by instant. Immutable;
 * the meaning of each part is in docs/consent.md, "Folding".
 */
record Memory(Choices choices, Circumstances circumstances) {

  static final Memory EMPTY =
      new Memory(
          new Choices(
              Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty()),
          new Circumstances(false, false, false, ""));

  /** A no that stands, and whether another event of its instant said yes (R12). */
  record Closer(DatedEvent event, boolean conflict) {}

  /** What stands of the decisions; only those that no other one supersedes have a say. */
  record Choices(
      Optional<Closer> closer,
      boolean barred,
      Optional<DatedEvent> grant,
      Optional<DatedEvent> soft,
      Optional<DatedEvent> request) {

    private static final Comparator<DatedEvent> BY_ID = comparing(DatedEvent::id);
    private static final Comparator<DatedEvent> MOST_RESTRICTIVE_FIRST =
        comparingInt((DatedEvent event) -> -event.kind().restrictiveness()).thenComparing(BY_ID);
    private static final Comparator<DatedEvent> BEST_GRANT_FIRST =
        comparing(DatedEvent::isStrong)
            .reversed()
            .thenComparing(comparingLong(DatedEvent::endMicros))
            .thenComparing(BY_ID);

    private Choices after(List<DatedEvent> decisions) {
      Optional<DatedEvent> no =
          decisions.stream().filter(event -> event.kind().isCloser()).min(MOST_RESTRICTIVE_FIRST);
      return no.isPresent()
          ? closedBy(no.get(), decisions)
          : requestedBy(decisions).softlyGrantedBy(decisions).grantedBy(decisions);
    }

    /** R12: the most restrictive wins; a yes at the same instant makes it a conflict. */
    private Choices closedBy(DatedEvent no, List<DatedEvent> decisions) {
      boolean conflict = decisions.stream().anyMatch(event -> event.kind().isGrant());
      boolean explicit = decisions.stream().anyMatch(DatedEvent::isExplicitNo);
      return new Choices(
          Optional.of(new Closer(no, conflict)),
          barred || explicit,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private Choices requestedBy(List<DatedEvent> decisions) {
      Optional<DatedEvent> next =
          decisions.stream().filter(event -> event.kind() == EventKind.REQUEST).min(BY_ID);
      return next.isEmpty() ? this : new Choices(closer, barred, grant, soft, next);
    }

    /** A soft grant is weak (R12) and needs its rule (R21); one that is ignored changes nothing. */
    private Choices softlyGrantedBy(List<DatedEvent> decisions) {
      Optional<DatedEvent> next =
          decisions.stream()
              .filter(event -> event.kind() == EventKind.SOFT_GRANT)
              .filter(event -> !barred && event.hasSoftRule())
              .min(BY_ID);
      return next.isEmpty() ? this : new Choices(Optional.empty(), barred, grant, next, request);
    }

    /** R12: a weak grant never lifts an explicit no, a strong one does. */
    private Choices grantedBy(List<DatedEvent> decisions) {
      Optional<DatedEvent> next =
          decisions.stream()
              .filter(event -> event.kind() == EventKind.GRANT)
              .filter(event -> event.isStrong() || !barred)
              .min(BEST_GRANT_FIRST);
      return next.isEmpty()
          ? this
          : new Choices(Optional.empty(), false, next, soft, Optional.empty());
    }
  }

  /**
   * What any event tells, whether its decision was accepted, ignored or superseded.
   *
   * @param everNo the person has once said no, by whatever method; never cleared (R3)
   * @param jurisdiction law of the latest instant; empty before the first event only
   */
  record Circumstances(boolean everNo, boolean shown, boolean minor, String jurisdiction) {

    private Circumstances after(List<DatedEvent> instant) {
      boolean saidNo = instant.stream().anyMatch(event -> event.kind().isNo());
      boolean saw = instant.stream().anyMatch(event -> event.kind() != EventKind.NOTHING);
      Optional<Boolean> saidMinor =
          instant.stream()
              .flatMap(event -> event.event().minor().stream())
              .reduce(Boolean::logicalOr);
      String law =
          instant.stream()
              .map(event -> event.event().jurisdiction())
              .min(Comparator.naturalOrder())
              .orElse(jurisdiction);
      return new Circumstances(everNo || saidNo, shown || saw, saidMinor.orElse(minor), law);
    }
  }

  /**
   * @param instant all events that take effect at the next instant, in any order
   */
  Memory after(List<DatedEvent> instant) {
    return new Memory(choices.after(notSuperseded(instant)), circumstances.after(instant));
  }

  /**
   * R13: decisions of one instant without those that their own source has superseded by a higher
   * sequence number. A request supersedes nothing (R17); an unnumbered event takes no part.
   */
  private static List<DatedEvent> notSuperseded(List<DatedEvent> instant) {
    if (instant.size() == 1) {
      return instant;
    }
    Map<String, Long> lastSequence = new HashMap<>();
    for (DatedEvent event : instant) {
      if (event.kind().isDecision() && event.kind() != EventKind.REQUEST) {
        event
            .event()
            .sourceSeq()
            .ifPresent(seq -> lastSequence.merge(event.event().sourceSystem(), seq, Math::max));
      }
    }
    return instant.stream()
        .filter(event -> event.kind().isDecision())
        .filter(event -> !isBefore(lastSequence.get(event.event().sourceSystem()), event))
        .toList();
  }

  private static boolean isBefore(Long lastSequence, DatedEvent event) {
    return lastSequence != null
        && event.event().sourceSeq().isPresent()
        && event.event().sourceSeq().getAsLong() < lastSequence;
  }
}
