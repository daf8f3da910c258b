package org.optika.core.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fold over valid time at one known instant, kept up to date while events come and go.
 *
 * <p>Each effective instant keeps its events and the memory after them. A change refolds from its
 * instant only up to the first instant whose memory comes out as before: from there on everything
 * is as it was. Most memories forget soon (the next decision replaces the last), so that a late
 * event costs a few instants and not the rest of the history.
 */
final class RunningFold {
  /** Told what holds now in a span of valid time; nothing, when no event is left before its end. */
  interface Changes {
    void replace(long fromMicros, long toMicros, List<ConsentStep> steps);
  }

  private static final class Moment {
    private final List<DatedEvent> events = new ArrayList<>(1);
    private Memory after;
  }

  private final PurposeRules rules;
  private final NavigableMap<Long, Moment> moments = new TreeMap<>();
  private final TreeSet<Long> touched = new TreeSet<>();

  RunningFold(PurposeRules rules) {
    this.rules = rules;
  }

  void add(DatedEvent event) {
    long instant = event.effectiveMicros();
    moments.computeIfAbsent(instant, unused -> new Moment()).events.add(event);
    touched.add(instant);
  }

  void remove(DatedEvent event) {
    long instant = event.effectiveMicros();
    Moment moment = moments.get(instant);
    moment.events.remove(event);
    if (moment.events.isEmpty()) {
      moments.remove(instant);
    }
    touched.add(instant);
  }

  /** Folds what was added and removed since the last call. */
  void settle(Changes changes) {
    while (!touched.isEmpty()) {
      refold(touched.first(), changes);
    }
  }

  private void refold(long fromMicros, Changes changes) {
    Map.Entry<Long, Moment> before = moments.lowerEntry(fromMicros);
    Memory memory = before == null ? Memory.EMPTY : before.getValue().after;
    boolean empty = before == null;
    List<ConsentStep> steps = new ArrayList<>();
    long at = fromMicros;
    while (at != Long.MAX_VALUE) {
      touched.remove(at);
      Moment moment = moments.get(at); // none where the last event was removed
      if (moment != null) {
        memory = memory.after(moment.events);
        empty = false;
        if (memory.equals(moment.after)) {
          break;
        }
        moment.after = memory;
      }
      Long next = moments.higherKey(at);
      long to = next == null ? Long.MAX_VALUE : next;
      if (!empty) {
        steps.addAll(new StateAt(memory, rules).steps(at, to));
      }
      at = to;
    }
    if (at > fromMicros) {
      changes.replace(fromMicros, at, steps);
    }
  }
}
