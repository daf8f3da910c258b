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
 * event costs a few instants and not the rest of the history. The worst case is quadratic: many
 * late events, known one by one, before many instants that decide nothing.
 */
final class RunningFold {
  /** Told what holds now in a span of valid time; nothing, when no event is left before its end. */
  interface Changes {
    void replace(long fromMicros, long toMicros, List<ConsentStep> steps);
  }

  /** One effective instant: its events, and the memory after them at the last settlement. */
  private static final class Slot {
    private final List<DatedEvent> events = new ArrayList<>(1);
    private Moment moment = Moment.EMPTY;
    private boolean stale;
    private Memory after;

    private void add(DatedEvent event) {
      events.add(event);
      stale |= event.event().sourceSeq().isPresent();
      moment = stale ? moment : moment.plus(event);
    }

    private void remove(DatedEvent event) {
      events.remove(event);
      stale = true;
    }

    private Moment moment() {
      if (stale) {
        moment = Moment.of(events);
        stale = false;
      }
      return moment;
    }
  }

  private final PurposeRules rules;
  private final NavigableMap<Long, Slot> slots = new TreeMap<>();
  private final TreeSet<Long> touched = new TreeSet<>();

  RunningFold(PurposeRules rules) {
    this.rules = rules;
  }

  void add(DatedEvent event) {
    long instant = event.effectiveMicros();
    slots.computeIfAbsent(instant, unused -> new Slot()).add(event);
    touched.add(instant);
  }

  void remove(DatedEvent event) {
    long instant = event.effectiveMicros();
    Slot slot = slots.get(instant);
    slot.remove(event);
    if (slot.events.isEmpty()) {
      slots.remove(instant);
    }
    touched.add(instant);
  }

  /** Folds what was added and removed since the last call. */
  void settle(Changes changes) {
    while (!touched.isEmpty()) {
      refold(touched.pollFirst(), changes);
    }
  }

  private void refold(long fromMicros, Changes changes) {
    List<ConsentStep> steps = new ArrayList<>();
    Map.Entry<Long, Slot> before = slots.lowerEntry(fromMicros);
    Memory memory = before == null ? Memory.EMPTY : before.getValue().after;
    long since = fromMicros;
    long end = Long.MAX_VALUE;
    for (Map.Entry<Long, Slot> entry : slots.tailMap(fromMicros, true).entrySet()) {
      long instant = entry.getKey();
      Slot slot = entry.getValue();
      Memory next = memory.after(slot.moment());
      touched.remove(instant); // need not be refolded once more
      if (next.equals(slot.after)) {
        end = instant;
        break;
      }
      slot.after = next;
      if (!next.equals(memory)) {
        addSteps(memory, since, instant, steps);
        memory = next;
        since = instant;
      }
    }
    addSteps(memory, since, end, steps);
    if (fromMicros < end) {
      changes.replace(fromMicros, end, steps);
    }
  }

  private void addSteps(Memory memory, long from, long to, List<ConsentStep> steps) {
    if (from < to && !memory.equals(Memory.EMPTY)) {
      steps.addAll(new StateAt(memory, rules).steps(from, to));
    }
  }
}
