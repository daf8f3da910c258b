package org.optika.core.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Events of one subject and purpose in, what was permitted when and as known when out. The result
 * does not depend on the order of the events, on duplicates or on how they were delivered (R13,
 * R15, R16): only on what they say and when they could be known.
 */
public final class ConsentTimeline {
  private ConsentTimeline() {}

  /**
   * The whole bitemporal timeline.
   *
   * <p>Known time is walked upwards; at each instant the events that become known are put into the
   * fold, those that are corrected are taken out, and only the spans of valid time that change are
   * drawn again.
   *
   * @param eventsOfOneSubjectAndPurpose in any order, with duplicates
   * @return rectangles without gap or overlap over every (v, k) at which some event counts, ordered
   *     by known_from, then valid_from; before the first event there is none and the default holds.
   *     Neighbours in valid time differ in their payload; a rectangle lasts in known time while its
   *     span and payload stay the same.
   * @throws IllegalArgumentException when an event is about another purpose
   */
  public static List<ConsentInterval> of(
      List<ConsentEvent> eventsOfOneSubjectAndPurpose, Purpose purpose, RulePack rules) {
    PurposeRules purposeRules = new PurposeRules(purpose, rules);
    NavigableMap<Long, List<EventLife>> starts = new TreeMap<>();
    NavigableMap<Long, List<EventLife>> ends = new TreeMap<>();
    for (EventLife life : EventLife.of(eventsOfOneSubjectAndPurpose, purposeRules)) {
      starts.computeIfAbsent(life.knownFromMicros(), unused -> new ArrayList<>()).add(life);
      ends.computeIfAbsent(life.knownToMicros(), unused -> new ArrayList<>()).add(life);
    }

    RunningFold fold = new RunningFold(purposeRules);
    Rectangles rectangles = new Rectangles(purpose.id());
    NavigableMap<Long, List<EventLife>> instants = new TreeMap<>(starts);
    instants.putAll(ends);
    for (long known : instants.headMap(Long.MAX_VALUE).keySet()) {
      starts.getOrDefault(known, List.of()).forEach(life -> fold.add(life.event()));
      ends.getOrDefault(known, List.of()).forEach(life -> fold.remove(life.event()));
      fold.settle((from, to, steps) -> rectangles.replace(from, to, steps, known));
      rectangles.close(known);
    }
    return rectangles.toList();
  }

  /**
   * What a reader at one known instant sees: the timeline cut at {@code knownAtMicros}, folded in
   * one pass.
   *
   * @param events of one subject and purpose, in any order, with duplicates
   * @return steps without gap or overlap from the first event's effective instant on, neighbours
   *     differ; empty when no event counts
   * @throws IllegalArgumentException when an event is about another purpose
   */
  public static List<ConsentStep> steps(
      List<ConsentEvent> events, long knownAtMicros, Purpose purpose, RulePack rules) {
    PurposeRules purposeRules = new PurposeRules(purpose, rules);
    NavigableMap<Long, List<DatedEvent>> instants = new TreeMap<>();
    for (EventLife life : EventLife.of(events, purposeRules)) {
      if (life.countsAt(knownAtMicros)) {
        DatedEvent event = life.event();
        instants.computeIfAbsent(event.effectiveMicros(), unused -> new ArrayList<>()).add(event);
      }
    }
    List<ConsentStep> steps = new ArrayList<>();
    Memory memory = Memory.EMPTY;
    for (Map.Entry<Long, List<DatedEvent>> instant : instants.entrySet()) {
      memory = memory.after(Moment.of(instant.getValue()));
      Long next = instants.higherKey(instant.getKey());
      long to = next == null ? Long.MAX_VALUE : next;
      steps.addAll(new StateAt(memory, purposeRules).steps(instant.getKey(), to));
    }
    return List.copyOf(ConsentStep.merged(steps));
  }

  /** State of a purpose for a subject without any record of it: permitted by its basis, or R1. */
  public static ConsentState defaultState(Purpose purpose) {
    return purpose.defaultBasis().needsNoRecord()
        ? ConsentState.LEGAL_OBLIGATION
        : ConsentState.UNKNOWN;
  }
}
