package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.Explanation;

/**
 * Holds what a capture shows against the stored permission: each observation against what was
 * permitted at its own instant, as it was known at that instant. The verdicts are those of the
 * gate.
 */
public final class CaptureJudge {
  private final TagBook tags;
  private final RulePack rules;
  private final long knownAtMicros;

  /**
   * @param knownAtMicros what is known now; no observation may be later
   */
  public CaptureJudge(TagBook tags, RulePack rules, long knownAtMicros) {
    this.tags = tags;
    this.rules = rules;
    this.knownAtMicros = knownAtMicros;
  }

  /**
   * @param capture what was seen on one device, in any order; at least one observation
   * @param intervals of its subject
   */
  public DeviceFindings judge(List<Observation> capture, List<ConsentInterval> intervals) {
    require(!capture.isEmpty(), "a capture without observations cannot be judged");
    List<Violation> violations = new ArrayList<>();
    Map<Unmapped, Long> unmapped = new TreeMap<>();
    Set<String> seenTags = new HashSet<>();
    long clearedLater = 0;
    long foundLater = 0;
    for (Observation seen : capture) {
      require(seen.atMicros() <= knownAtMicros, "an observation is later than what is known");
      Optional<Tag> tag = tags.tagOf(seen);
      if (tag.isEmpty()) {
        unmapped.merge(Unmapped.of(seen), 1L, Long::sum);
        continue;
      }
      seenTags.add(tag.get().id());
      if (tag.get().necessary()) {
        continue;
      }
      Explanation then = explained(tag.get(), seen.atMicros(), seen.atMicros(), intervals);
      boolean refusedNow =
          explained(tag.get(), seen.atMicros(), knownAtMicros, intervals).refusal().isPresent();
      if (then.refusal().isPresent()) {
        violations.add(violation(seen, tag.get(), then));
        clearedLater += refusedNow ? 0 : 1;
      } else {
        foundLater += refusedNow ? 1 : 0;
      }
    }
    return new DeviceFindings(
        capture.size(),
        violations,
        unmapped,
        absent(capture, seenTags, intervals),
        clearedLater,
        foundLater);
  }

  private Explanation explained(
      Tag tag, long atMicros, long knownMicros, List<ConsentInterval> intervals) {
    return Explanation.of(intervals, tag.purposes(), atMicros, atMicros, knownMicros, rules);
  }

  private static Violation violation(Observation seen, Tag tag, Explanation then) {
    String purpose = then.refusal().orElseThrow().purpose();
    Explanation.Line line =
        then.lines().stream()
            .filter(each -> each.purpose().equals(purpose))
            .findFirst()
            .orElseThrow();
    ConsentState state = line.atEvent().state();
    ViolationKind kind = kind(seen.kind(), state);
    Optional<DelayClass> delay =
        kind == ViolationKind.READ_AFTER_WITHDRAWAL
            ? Optional.of(DelayClass.of(seen.atMicros() - withdrawnAt(line, seen.atMicros())))
            : Optional.empty();
    return new Violation(kind, purpose, tag.id(), state.label(), delay);
  }

  private static ViolationKind kind(ObservationKind seen, ConsentState state) {
    return switch (seen) {
      case COOKIE_SET, STORAGE -> ViolationKind.SET_WITHOUT_PERMISSION;
      case COOKIE_READ ->
          isWithdrawn(state)
              ? ViolationKind.READ_AFTER_WITHDRAWAL
              : ViolationKind.SENT_WITHOUT_PERMISSION;
      case REQUEST -> ViolationKind.SENT_WITHOUT_PERMISSION;
    };
  }

  private static boolean isWithdrawn(ConsentState state) {
    return state == ConsentState.WITHDRAWN || state == ConsentState.OBJECTED;
  }

  /** Start of the unbroken withdrawal, however often it was said. */
  private static long withdrawnAt(Explanation.Line line, long atMicros) {
    List<ConsentInterval> latestFirst =
        line.timeline().stream()
            .filter(interval -> interval.validFromMicros() <= atMicros)
            .sorted(Comparator.comparingLong(ConsentInterval::validFromMicros).reversed())
            .toList();
    long from = atMicros;
    for (ConsentInterval interval : latestFirst) {
      if (!isWithdrawn(interval.state())) {
        break;
      }
      from = interval.validFromMicros();
    }
    return from;
  }

  private Set<String> absent(
      List<Observation> capture, Set<String> seenTags, List<ConsentInterval> intervals) {
    long end = capture.stream().mapToLong(Observation::atMicros).max().orElseThrow();
    Set<String> absent = new HashSet<>();
    for (Tag tag : tags.tags()) {
      if (!tag.necessary()
          && !seenTags.contains(tag.id())
          && explained(tag, end, end, intervals).refusal().isEmpty()) {
        absent.add(tag.id());
      }
    }
    return absent;
  }
}
