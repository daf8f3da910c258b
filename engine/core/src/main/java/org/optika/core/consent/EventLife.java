package org.optika.core.consent;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An event and the known instants at which it counts, {@code [knownFrom, knownTo)}: from when it
 * could be known until an event that corrects it is known ("Which events count", points 1 and 2).
 */
record EventLife(DatedEvent event, long knownFromMicros, long knownToMicros) {

  private record SourceKey(String sourceSystem, String sourceEventId) {}

  /**
   * @param events of one subject and purpose, in any order, with duplicates
   * @return one life for each distinct event that ever counts
   */
  static List<EventLife> of(Collection<ConsentEvent> events, PurposeRules rules) {
    Map<String, ConsentEvent> distinct = new HashMap<>(); // R15
    events.forEach(event -> distinct.merge(event.eventId(), event, EventLife::earlierKnown));
    Map<SourceKey, Long> correctedFrom = new HashMap<>();
    for (ConsentEvent event : distinct.values()) {
      event
          .correctionOf()
          .map(target -> new SourceKey(event.sourceSystem(), target))
          .ifPresent(target -> correctedFrom.merge(target, event.knownMicros(), Math::min));
    }
    return distinct.values().stream()
        .map(
            event -> {
              SourceKey key = new SourceKey(event.sourceSystem(), event.sourceEventId());
              long knownTo = correctedFrom.getOrDefault(key, Long.MAX_VALUE);
              return new EventLife(DatedEvent.of(event, rules), event.knownMicros(), knownTo);
            })
        .filter(life -> life.knownFromMicros < life.knownToMicros)
        .toList();
  }

  private static ConsentEvent earlierKnown(ConsentEvent one, ConsentEvent other) {
    return one.knownMicros() <= other.knownMicros() ? one : other;
  }

  boolean countsAt(long knownMicros) {
    return PurposeRules.in(knownMicros, knownFromMicros, knownToMicros);
  }
}
