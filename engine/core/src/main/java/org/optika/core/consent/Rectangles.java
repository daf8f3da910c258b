package org.optika.core.consent;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Draws a changing step function over valid time as rectangles over known time. A step is open from
 * the known instant at which it came up; it becomes a rectangle when it is replaced by another one.
 */
final class Rectangles {
  private record Open(ConsentStep step, long knownFromMicros) {}

  private final String purpose;
  private final NavigableMap<Long, Open> open = new TreeMap<>();
  private final Map<Long, Open> replaced = new HashMap<>();
  private final List<ConsentInterval> closed = new ArrayList<>();

  Rectangles(String purpose) {
    this.purpose = purpose;
  }

  /** From this known instant on, {@code steps} hold in {@code [from, to)} and nothing else does. */
  void replace(long fromMicros, long toMicros, List<ConsentStep> steps, long knownMicros) {
    Long before = open.lowerKey(fromMicros);
    long first = before == null ? fromMicros : before;
    NavigableMap<Long, Open> concerned = open.subMap(first, true, toMicros, true);
    List<ConsentStep> pieces = new ArrayList<>(steps.size() + 2);
    List<ConsentStep> right = new ArrayList<>(1);
    for (Open old : concerned.values()) {
      ConsentStep step = old.step;
      if (step.validFromMicros() < fromMicros) {
        long to = Math.min(step.validToMicros(), fromMicros);
        pieces.add(new ConsentStep(step.validFromMicros(), to, step.decision()));
      }
      if (step.validToMicros() > toMicros) {
        long from = Math.max(step.validFromMicros(), toMicros);
        right.add(new ConsentStep(from, step.validToMicros(), step.decision()));
      }
      if (old.knownFromMicros < knownMicros) {
        replaced.put(step.validFromMicros(), old);
      }
    }
    concerned.clear();
    pieces.addAll(steps);
    pieces.addAll(right);
    ConsentStep.merged(pieces)
        .forEach(step -> open.put(step.validFromMicros(), new Open(step, knownMicros)));
  }

  /** Ends a known instant: steps that came out as they were stay open, the others are closed. */
  void close(long knownMicros) {
    replaced.forEach(
        (validFrom, old) -> {
          Open now = open.get(validFrom);
          if (now != null && now.step.equals(old.step)) {
            open.put(validFrom, old);
          } else {
            closed.add(interval(old, knownMicros));
          }
        });
    replaced.clear();
  }

  /** All rectangles so far, ordered by known_from, then valid_from. */
  List<ConsentInterval> toList() {
    List<ConsentInterval> intervals = new ArrayList<>(closed);
    open.values().forEach(step -> intervals.add(interval(step, Long.MAX_VALUE)));
    intervals.sort(
        comparingLong(ConsentInterval::knownFromMicros)
            .thenComparingLong(ConsentInterval::validFromMicros));
    return List.copyOf(intervals);
  }

  private ConsentInterval interval(Open old, long knownToMicros) {
    Decision decision = old.step.decision();
    return new ConsentInterval(
        purpose,
        old.step.validFromMicros(),
        old.step.validToMicros(),
        old.knownFromMicros,
        knownToMicros,
        decision.state(),
        decision.ruleId(),
        decision.eventId(),
        decision.jurisdiction(),
        decision.basis(),
        decision.conflict());
  }
}
