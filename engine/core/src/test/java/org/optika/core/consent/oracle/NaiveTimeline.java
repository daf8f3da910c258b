package org.optika.core.consent.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.consent.oracle.NaiveConsent.Verdict;

/**
 * Rectangles made of the oracle's own answers: what a check must accept, and what mutants break.
 */
final class NaiveTimeline {

  private NaiveTimeline() {}

  static List<ConsentInterval> of(List<ConsentEvent> events, Purpose purpose, RulePack rules) {
    List<Long> valid = new ArrayList<>(Breakpoints.valid(events, purpose, rules));
    List<Long> known = new ArrayList<>(Breakpoints.known(events));
    List<ConsentInterval> timeline = new ArrayList<>();
    for (int row = 0; row < known.size(); row++) {
      long knownFrom = known.get(row);
      long knownTo = row + 1 < known.size() ? known.get(row + 1) : Long.MAX_VALUE;
      Optional<Verdict> current = Optional.empty();
      long from = 0;
      for (long instant : valid) {
        Verdict verdict = NaiveConsent.stateAt(events, purpose, rules, instant, knownFrom);
        if (current.isPresent() && !current.get().equals(verdict)) {
          timeline.add(interval(current.get(), purpose, from, instant, knownFrom, knownTo));
          current = Optional.empty();
        }
        if (current.isEmpty() && verdict.jurisdiction().isPresent()) {
          current = Optional.of(verdict);
          from = instant;
        }
      }
      if (current.isPresent()) {
        timeline.add(interval(current.get(), purpose, from, Long.MAX_VALUE, knownFrom, knownTo));
      }
    }
    return timeline;
  }

  private static ConsentInterval interval(
      Verdict verdict,
      Purpose purpose,
      long validFrom,
      long validTo,
      long knownFrom,
      long knownTo) {
    String law = verdict.jurisdiction().orElseThrow();
    return new ConsentInterval(
        purpose.id(),
        validFrom,
        validTo,
        knownFrom,
        knownTo,
        verdict.state(),
        verdict.ruleId(),
        verdict.eventId(),
        law,
        purpose.basisIn(law),
        verdict.ruleId().equals("R12"));
  }
}
