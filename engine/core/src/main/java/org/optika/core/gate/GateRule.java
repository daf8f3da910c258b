package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;

/**
 * What the gate asks on behalf of one job: the purposes that a row must all be permitted for. The
 * arrays have one entry a purpose and must not be changed.
 *
 * @param purposeIndexes positions in {@link RulePack#purposes()}, ascending: the first that fails
 *     is the one a refusal is counted under
 * @param reopens new consent opens also what was closed before it
 * @param eventTimeOnly the purpose is asked at the activity's own time only
 * @param defaultState what holds for a subject without record, see {@link
 *     PermissionSteps#defaultState}
 */
public record GateRule(
    int[] purposeIndexes, boolean[] reopens, boolean[] eventTimeOnly, long defaultState)
    implements Serializable {

  public GateRule {
    require(purposeIndexes.length > 0, "a gate needs at least one purpose");
    require(
        reopens.length == purposeIndexes.length && eventTimeOnly.length == purposeIndexes.length,
        "expected one flag of each sort a purpose");
  }

  /**
   * @param purposeIds in any order: the order of the rule pack decides
   * @throws IllegalArgumentException when none is given, one is given twice or is not declared
   */
  public static GateRule of(RulePack rules, List<String> purposeIds) {
    int[] indexes = purposeIds.stream().mapToInt(rules::indexOf).sorted().distinct().toArray();
    require(indexes.length == purposeIds.size(), "purpose named twice in %s", purposeIds);
    boolean[] reopens = new boolean[indexes.length];
    boolean[] eventTimeOnly = new boolean[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      Purpose purpose = rules.purposes().get(indexes[i]);
      reopens[i] = purpose.reopens();
      eventTimeOnly[i] = purpose.eventTimeOnly();
    }
    return new GateRule(indexes, reopens, eventTimeOnly, PermissionSteps.defaultState(rules));
  }

  /** Whether a state permits all purposes. */
  boolean permits(long state) {
    for (int index : purposeIndexes) {
      if (!ConsentState.permits(PermissionSteps.codeAt(state, index))) {
        return false;
      }
    }
    return true;
  }

  /** The decision on a row that is later than the time of the processing. */
  int afterAsOf() {
    return GateDecision.code(GateClock.AFTER_AS_OF, purposeIndexes[0], 0);
  }

  /**
   * Adds the closing states of a step to the first ones found so far.
   *
   * @param closed per purpose the first closing state, 0 where there is none yet
   */
  long firstClosing(long closed, long state) {
    for (int index : purposeIndexes) {
      int code = PermissionSteps.codeAt(state, index);
      if (ConsentState.closes(code) && PermissionSteps.codeAt(closed, index) == 0) {
        closed = PermissionSteps.withCode(closed, index, code);
      }
    }
    return closed;
  }

  /**
   * The same from the other end: puts the closing states of an earlier step before those of later
   * ones.
   *
   * @param closed what was found in the steps after this one
   */
  long closingsFrom(long state, long closed) {
    for (int index : purposeIndexes) {
      int code = PermissionSteps.codeAt(state, index);
      if (ConsentState.closes(code)) {
        closed = PermissionSteps.withCode(closed, index, code);
      }
    }
    return closed;
  }

  /**
   * The conditions 2 to 4 for each purpose in turn.
   *
   * @param atEvent state at the activity's own time
   * @param asOf state at the time of the processing
   * @param closed what {@link #firstClosing} found in between
   */
  int decide(long atEvent, long asOf, long closed) {
    for (int i = 0; i < purposeIndexes.length; i++) {
      int index = purposeIndexes[i];
      int then = PermissionSteps.codeAt(atEvent, index);
      if (!ConsentState.permits(then)) {
        return GateDecision.code(GateClock.EVENT_TIME, index, then);
      }
      if (eventTimeOnly[i]) {
        continue;
      }
      int now = PermissionSteps.codeAt(asOf, index);
      if (!ConsentState.permits(now)) {
        return GateDecision.code(GateClock.AS_OF, index, now);
      }
      int between = PermissionSteps.codeAt(closed, index);
      if (!reopens[i] && between != 0) {
        return GateDecision.code(GateClock.REOPENING, index, between);
      }
    }
    return GateDecision.ADMITTED;
  }
}
