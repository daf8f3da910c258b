package org.optika.core.consent;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all events of one effective instant say together ("Inside one instant"). Of the decisions
 * only those have a say that no other one supersedes; the rest is what any event tells.
 *
 * @param closer the most restrictive no
 * @param explicitNo some no of the instant is explicit, whichever it is that closes
 * @param anyYes some grant of either sort is among them, accepted or not
 * @param request first by event id (R17)
 * @param soft first by event id among those whose rule is in force
 * @param grant a strong one before a weak one, then the one that ends first, then by event id
 * @param saidNo some event is an objection, withdrawal or refusal, superseded or not
 * @param shown some event is a decision or shows that the person was asked
 * @param minor empty when no event tells
 * @param jurisdiction alphabetically first one; empty without events
 */
record Moment(
    Optional<DatedEvent> closer,
    boolean explicitNo,
    boolean anyYes,
    Optional<DatedEvent> request,
    Optional<DatedEvent> soft,
    Optional<DatedEvent> grant,
    boolean saidNo,
    boolean shown,
    Optional<Boolean> minor,
    Optional<String> jurisdiction) {

  static final Moment EMPTY =
      new Moment(
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty());

  private static final Comparator<DatedEvent> BY_ID = comparing(DatedEvent::id);
  private static final Comparator<DatedEvent> MOST_RESTRICTIVE_FIRST =
      comparingInt((DatedEvent event) -> -event.kind().restrictiveness()).thenComparing(BY_ID);
  private static final Comparator<DatedEvent> BEST_GRANT_FIRST =
      comparingInt((DatedEvent grant) -> grant.isStrong() ? 0 : 1)
          .thenComparingLong(DatedEvent::endMicros)
          .thenComparing(BY_ID);

  /**
   * @param events all that take effect at the instant, in any order
   */
  static Moment of(Collection<DatedEvent> events) {
    Map<String, Long> lastSequence = lastSequenceBySource(events);
    Moment moment = EMPTY;
    for (DatedEvent event : events) {
      moment =
          isSuperseded(event, lastSequence)
              ? moment.tellingOf(event)
              : moment.tellingOf(event).decidedBy(event);
    }
    return moment;
  }

  /**
   * This moment with one more event.
   *
   * @param event without sequence number: it can neither supersede nor be superseded
   */
  Moment plus(DatedEvent event) {
    return tellingOf(event).decidedBy(event);
  }

  private Moment tellingOf(DatedEvent dated) {
    ConsentEvent event = dated.event();
    boolean keepsMinor = event.minor().isEmpty() || minor.orElse(false);
    boolean keepsLaw =
        jurisdiction.filter(law -> law.compareTo(event.jurisdiction()) <= 0).isPresent();
    return new Moment(
        closer,
        explicitNo,
        anyYes,
        request,
        soft,
        grant,
        saidNo || dated.kind().isNo(),
        shown || dated.kind() != EventKind.NOTHING,
        keepsMinor ? minor : event.minor(),
        keepsLaw ? jurisdiction : Optional.of(event.jurisdiction()));
  }

  private Moment decidedBy(DatedEvent event) {
    EventKind kind = event.kind();
    return new Moment(
        kind.isCloser() ? first(MOST_RESTRICTIVE_FIRST, closer, event) : closer,
        explicitNo || event.isExplicitNo(),
        anyYes || kind.isGrant(),
        kind == EventKind.REQUEST ? first(BY_ID, request, event) : request,
        event.hasSoftRule() ? first(BY_ID, soft, event) : soft,
        kind == EventKind.GRANT ? first(BEST_GRANT_FIRST, grant, event) : grant,
        saidNo,
        shown,
        minor,
        jurisdiction);
  }

  private static Optional<DatedEvent> first(
      Comparator<DatedEvent> order, Optional<DatedEvent> best, DatedEvent candidate) {
    return best.isEmpty() || order.compare(candidate, best.get()) < 0
        ? Optional.of(candidate)
        : best;
  }

  /** R13: highest number by which a source supersedes; a request supersedes nothing (R17). */
  private static Map<String, Long> lastSequenceBySource(Collection<DatedEvent> events) {
    Map<String, Long> last = new HashMap<>();
    for (DatedEvent dated : events) {
      ConsentEvent event = dated.event();
      if (event.sourceSeq().isPresent()
          && dated.kind().isDecision()
          && dated.kind() != EventKind.REQUEST) {
        last.merge(event.sourceSystem(), event.sourceSeq().getAsLong(), Math::max);
      }
    }
    return last;
  }

  private static boolean isSuperseded(DatedEvent dated, Map<String, Long> lastSequence) {
    ConsentEvent event = dated.event();
    if (event.sourceSeq().isEmpty() || !dated.kind().isDecision()) {
      return false;
    }
    Long last = lastSequence.get(event.sourceSystem());
    return last != null && event.sourceSeq().getAsLong() < last;
  }
}
