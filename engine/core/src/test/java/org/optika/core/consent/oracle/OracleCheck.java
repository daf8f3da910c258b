package org.optika.core.consent.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.consent.oracle.NaiveConsent.Verdict;
import org.optika.core.consent.oracle.RandomHistories.History;

/**
 * Compares a timeline with the oracle: state, rule, deciding event (where the page names one), law
 * and basis at every breakpoint of both clocks, one microsecond beside each and at 20 random
 * instants; and checks that rectangles never overlap, leave no gap, and depend neither on the order
 * of the events nor on events that come twice.
 */
final class OracleCheck {

  /** What is checked, e.g. {@code ConsentTimeline::of}. */
  @FunctionalInterface
  interface TimelineFunction {
    List<ConsentInterval> of(List<ConsentEvent> events, Purpose purpose, RulePack rules);
  }

  private static final int RANDOM_INSTANTS = 20;

  private OracleCheck() {}

  /**
   * @return empty when everything agrees; else the smallest history found that still differs, with
   *     the point, what was expected and what came
   */
  static Optional<String> compare(TimelineFunction production, long seed) {
    History history = RandomHistories.of(seed);
    if (firstDifference(production, history).isEmpty()) {
      return Optional.empty();
    }
    History small = shrink(production, history);
    String difference = firstDifference(production, small).orElseThrow();
    return Optional.of(difference + System.lineSeparator() + HistoryTable.of(small));
  }

  /** Without shrinking and without the history. */
  static Optional<String> firstDifference(TimelineFunction production, History history) {
    List<ConsentInterval> timeline;
    try {
      timeline = production.of(history.events(), history.purpose(), history.rules());
    } catch (RuntimeException e) {
      return Optional.of("The timeline failed: " + e);
    }
    return overlap(timeline)
        .or(() -> gap(timeline, history))
        .or(() -> wrongPoint(timeline, history))
        .or(() -> dependsOnArrival(production, timeline, history));
  }

  // ---------------------------------------------------------------- Points

  private static Optional<String> wrongPoint(List<ConsentInterval> timeline, History history) {
    TreeSet<Long> valid = validPoints(timeline, history);
    for (long known : knownPoints(timeline, history)) {
      List<ConsentInterval> atKnown = at(timeline, known);
      for (long instant : valid) {
        Verdict expected =
            NaiveConsent.stateAt(
                history.events(), history.purpose(), history.rules(), instant, known);
        Optional<ConsentInterval> got =
            atKnown.stream().filter(interval -> interval.contains(instant, known)).findFirst();
        if (!agrees(expected, got, history.purpose())) {
          return Optional.of(
              "At v = %s, k = %s%n  expected %s%n  got      %s"
                  .formatted(
                      HistoryTable.time(instant),
                      HistoryTable.time(known),
                      expected,
                      got.map(HistoryTable::text).orElse("no rectangle (the default)")));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean agrees(
      Verdict expected, Optional<ConsentInterval> found, Purpose purpose) {
    if (found.isEmpty()) {
      ConsentState byDefault =
          purpose.defaultBasis().needsNoRecord()
              ? ConsentState.LEGAL_OBLIGATION
              : ConsentState.UNKNOWN;
      return expected.state() == byDefault;
    }
    ConsentInterval got = found.get();
    boolean sameEvent = expected.eventId().isEmpty() || expected.eventId().equals(got.eventId());
    return got.purpose().equals(purpose.id())
        && got.state() == expected.state()
        && got.ruleId().equals(expected.ruleId())
        && sameEvent
        && sameLaw(expected, got, purpose);
  }

  private static boolean sameLaw(Verdict expected, ConsentInterval got, Purpose purpose) {
    if (expected.jurisdiction().isEmpty()) {
      return true;
    }
    String law = expected.jurisdiction().get();
    LegalBasis basis = purpose.basisIn().getOrDefault(law, purpose.defaultBasis());
    return got.jurisdiction().equals(law) && got.basis() == basis;
  }

  /** Breakpoints of the oracle and of the timeline under test, their neighbours, and some more. */
  private static TreeSet<Long> validPoints(List<ConsentInterval> timeline, History history) {
    TreeSet<Long> breakpoints =
        Breakpoints.valid(history.events(), history.purpose(), history.rules());
    timeline.forEach(interval -> breakpoints.add(interval.validFromMicros()));
    timeline.forEach(interval -> breakpoints.add(interval.validToMicros()));
    return points(breakpoints, history.seed());
  }

  private static TreeSet<Long> knownPoints(List<ConsentInterval> timeline, History history) {
    TreeSet<Long> breakpoints = Breakpoints.known(history.events());
    timeline.forEach(interval -> breakpoints.add(interval.knownFromMicros()));
    timeline.forEach(interval -> breakpoints.add(interval.knownToMicros()));
    breakpoints.remove(Long.MAX_VALUE);
    return Breakpoints.withNeighbours(breakpoints);
  }

  private static TreeSet<Long> points(TreeSet<Long> breakpoints, long seed) {
    breakpoints.remove(Long.MAX_VALUE);
    TreeSet<Long> points = Breakpoints.withNeighbours(breakpoints);
    if (!breakpoints.isEmpty() && breakpoints.first() < breakpoints.last()) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int index = 0; index < RANDOM_INSTANTS; index++) {
        points.add(random.nextLong(breakpoints.first(), breakpoints.last()));
      }
    }
    return points;
  }

  private static List<ConsentInterval> at(List<ConsentInterval> timeline, long known) {
    return timeline.stream()
        .filter(interval -> interval.knownFromMicros() <= known && known < interval.knownToMicros())
        .toList();
  }

  // ---------------------------------------------------------------- Shape

  private static Optional<String> overlap(List<ConsentInterval> timeline) {
    for (ConsentInterval one : timeline) {
      for (ConsentInterval other : timeline) {
        boolean apart =
            one.validToMicros() <= other.validFromMicros()
                || other.validToMicros() <= one.validFromMicros()
                || one.knownToMicros() <= other.knownFromMicros()
                || other.knownToMicros() <= one.knownFromMicros();
        if (one != other && !apart) {
          return Optional.of(
              "Rectangles overlap:%n  %s%n  %s"
                  .formatted(HistoryTable.text(one), HistoryTable.text(other)));
        }
      }
    }
    return Optional.empty();
  }

  /** At every k the rectangles reach, without a gap, from the first event on for ever. */
  private static Optional<String> gap(List<ConsentInterval> timeline, History history) {
    for (long known : knownPoints(timeline, history)) {
      List<ConsentInterval> row = new ArrayList<>(at(timeline, known));
      row.sort(Comparator.comparingLong(ConsentInterval::validFromMicros));
      String where = "At k = " + HistoryTable.time(known) + " ";
      TreeSet<Long> counting = effectiveInstants(notCorrectedAt(history, known), history);
      TreeSet<Long> knownByThen = effectiveInstants(knownAt(history, known), history);
      if (row.isEmpty()) {
        if (!counting.isEmpty()) {
          return Optional.of(where + "events count, but there is no rectangle");
        }
        continue;
      }
      long from = row.get(0).validFromMicros();
      if (knownByThen.isEmpty() || from < knownByThen.first()) {
        return Optional.of(
            where + "a rectangle starts before the first event: " + HistoryTable.text(row.get(0)));
      }
      if (!counting.isEmpty() && from > counting.first()) {
        return Optional.of(
            where + "rectangles start after the first event: " + HistoryTable.text(row.get(0)));
      }
      for (int index = 1; index < row.size(); index++) {
        if (row.get(index - 1).validToMicros() != row.get(index).validFromMicros()) {
          return Optional.of(
              where
                  + "gap between%n  %s%n  %s"
                      .formatted(
                          HistoryTable.text(row.get(index - 1)),
                          HistoryTable.text(row.get(index))));
        }
      }
      if (row.get(row.size() - 1).validToMicros() != Long.MAX_VALUE) {
        return Optional.of(
            where + "the last rectangle ends: " + HistoryTable.text(row.get(row.size() - 1)));
      }
    }
    return Optional.empty();
  }

  private static List<ConsentEvent> knownAt(History history, long known) {
    return history.events().stream().filter(event -> event.knownMicros() <= known).toList();
  }

  private static List<ConsentEvent> notCorrectedAt(History history, long known) {
    return NaiveConsent.eventsAt(history.events(), history.purpose(), history.rules(), known);
  }

  private static TreeSet<Long> effectiveInstants(List<ConsentEvent> events, History history) {
    TreeSet<Long> instants = new TreeSet<>();
    for (ConsentEvent event : events) {
      instants.add(NaiveConsent.effectiveInstant(event, history.purpose(), history.rules()));
    }
    return instants;
  }

  /** R13, R15, R16: any order, and any event once more, gives the same rectangles. */
  private static Optional<String> dependsOnArrival(
      TimelineFunction production, List<ConsentInterval> timeline, History history) {
    List<ConsentEvent> shuffled = new ArrayList<>(history.events());
    shuffled.addAll(history.events().subList(0, history.events().size() / 2));
    Collections.shuffle(shuffled, new Random(history.seed()));
    List<ConsentInterval> again = production.of(shuffled, history.purpose(), history.rules());
    return new HashSet<>(again).equals(new HashSet<>(timeline))
        ? Optional.empty()
        : Optional.of("Events in another order, some twice, give other rectangles");
  }

  // ---------------------------------------------------------------- Shrinking

  /** Leaves out whatever the difference does not need. */
  private static History shrink(TimelineFunction production, History history) {
    History small = history;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (int index = small.events().size() - 1; index >= 0; index--) {
        History candidate =
            new History(
                small.seed(), small.rules(), small.purpose(), without(small.events(), index));
        if (firstDifference(production, candidate).isPresent()) {
          small = candidate;
          progress = true;
        }
      }
    }
    for (int index = small.rules().notices().size() - 1; index >= 0; index--) {
      RulePack rules = small.rules();
      small =
          smallerIfStillDifferent(
              production,
              small,
              new RulePack(
                  rules.purposes(),
                  rules.jurisdictions(),
                  without(rules.notices(), index),
                  rules.assessments()));
    }
    for (int index = small.rules().assessments().size() - 1; index >= 0; index--) {
      RulePack rules = small.rules();
      small =
          smallerIfStillDifferent(
              production,
              small,
              new RulePack(
                  rules.purposes(),
                  rules.jurisdictions(),
                  rules.notices(),
                  without(rules.assessments(), index)));
    }
    return small;
  }

  private static History smallerIfStillDifferent(
      TimelineFunction production, History history, RulePack rules) {
    History candidate = new History(history.seed(), rules, history.purpose(), history.events());
    return firstDifference(production, candidate).isPresent() ? candidate : history;
  }

  private static <T> List<T> without(List<T> values, int index) {
    List<T> rest = new ArrayList<>(values);
    rest.remove(index);
    return rest;
  }
}
