package org.optika.core.gate;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.List;
import java.util.Optional;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;

/**
 * Why activity of one subject at one instant is admitted or refused. The verdicts are those of
 * {@link GateDecision}; the intervals are the evidence for them.
 *
 * @param atMicros instant of the activity
 * @param asOfMicros instant of the processing
 * @param knownAtMicros knowledge on which it rests
 * @param lines one a purpose, in the order of the rule pack
 * @param refusal verdict on all purposes together; empty when the row is admitted
 */
public record Explanation(
    long atMicros,
    long asOfMicros,
    long knownAtMicros,
    List<Line> lines,
    Optional<Refusal> refusal) {

  public Explanation {
    lines = List.copyOf(lines);
  }

  /**
   * @param atEvent what holds at the activity's own time
   * @param asOf what holds at the time of the processing
   * @param closing first interval in between that closes what came before it; it refuses unless the
   *     purpose reopens or is asked at event time only
   * @param timeline all intervals of the purpose as known at the instant, in order of valid time
   * @param refusal verdict on this purpose alone; empty when it is admitted
   */
  public record Line(
      String purpose,
      Holding atEvent,
      Holding asOf,
      Optional<ConsentInterval> closing,
      List<ConsentInterval> timeline,
      Optional<Refusal> refusal) {}

  /**
   * @param ruleId rule that decided
   * @param interval names the deciding event; empty where no event is on record and the default of
   *     the purpose holds
   */
  public record Holding(ConsentState state, String ruleId, Optional<ConsentInterval> interval) {}

  /**
   * @param intervalsOfOneSubject of any purposes, in any order
   * @param purposeIds purposes to be explained; the order of the rule pack decides
   * @throws IllegalArgumentException when a purpose is not declared, or as {@link GateRule#of}
   */
  public static Explanation of(
      List<ConsentInterval> intervalsOfOneSubject,
      List<String> purposeIds,
      long atMicros,
      long asOfMicros,
      long knownAtMicros,
      RulePack rules) {
    Question question =
        new Question(
            PermissionSteps.of(intervalsOfOneSubject, knownAtMicros, rules),
            atMicros,
            asOfMicros,
            knownAtMicros,
            rules);
    List<Line> lines =
        purposeIds.stream()
            .map(rules::purpose)
            .sorted(comparingInt(purpose -> rules.indexOf(purpose.id())))
            .map(purpose -> question.line(purpose, intervalsOfOneSubject))
            .toList();
    return new Explanation(
        atMicros, asOfMicros, knownAtMicros, lines, question.refusal(purposeIds));
  }

  private record Question(
      PermissionSteps steps, long atMicros, long asOfMicros, long knownAtMicros, RulePack rules) {

    private Optional<Refusal> refusal(List<String> purposeIds) {
      GateRule rule = GateRule.of(rules, purposeIds);
      int code =
          GateDecision.decide(
              steps.from(), steps.state(), rule.defaultState(), atMicros, asOfMicros, rule);
      return Refusal.of(code, rules);
    }

    private Line line(Purpose purpose, List<ConsentInterval> intervals) {
      List<ConsentInterval> timeline =
          intervals.stream()
              .filter(interval -> interval.purpose().equals(purpose.id()))
              .filter(interval -> interval.contains(interval.validFromMicros(), knownAtMicros))
              .sorted(comparingLong(ConsentInterval::validFromMicros))
              .toList();
      Optional<ConsentInterval> closing =
          timeline.stream()
              .filter(interval -> interval.state().closes())
              .filter(interval -> atMicros < interval.validFromMicros())
              .filter(interval -> interval.validFromMicros() <= asOfMicros)
              .findFirst();
      return new Line(
          purpose.id(),
          holding(purpose, timeline, atMicros),
          holding(purpose, timeline, asOfMicros),
          closing,
          timeline,
          refusal(List.of(purpose.id())));
    }

    private Holding holding(Purpose purpose, List<ConsentInterval> timeline, long micros) {
      Optional<ConsentInterval> interval =
          timeline.stream().filter(each -> each.contains(micros, knownAtMicros)).findFirst();
      return interval
          .map(found -> new Holding(found.state(), found.ruleId(), interval))
          .orElseGet(() -> withoutRecord(purpose));
    }

    private static Holding withoutRecord(Purpose purpose) {
      ConsentState state = ConsentTimeline.defaultState(purpose);
      return new Holding(state, state.permits() ? "basis" : "R1", Optional.empty());
    }
  }
}
