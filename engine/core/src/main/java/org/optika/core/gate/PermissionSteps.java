package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.RulePack;

/**
 * What one subject permits, for all purposes at once, as known at one instant: a step function over
 * valid time. {@code state[i]} holds in {@code [from[i], from[i + 1])}, the last one without end;
 * before {@code from[0]} {@link #defaultState} holds.
 *
 * <p>The arrays are not copied: whoever makes or reads them must not change them.
 *
 * @param from microseconds UTC, strictly ascending
 * @param state 16 purposes at 4 bits: the code of the purpose at position i of the rule pack is in
 *     the bits 4i to 4i + 3; no two neighbours are equal, and the first is not the default
 */
public record PermissionSteps(long[] from, long[] state) {
  private static final int BITS = 4;
  private static final long CODE = 0xF;
  private static final long LOWEST_BITS = 0x1111_1111_1111_1111L;

  public PermissionSteps {
    require(
        from.length == state.length, "got %s instants and %s states", from.length, state.length);
  }

  /** From {@code micros} on, a purpose has the state of this code. */
  private record Change(long micros, int purposeIndex, int code) {}

  /**
   * @param intervalsOfAllPurposesOfOneSubject in any order; those of one purpose do not overlap
   * @throws IllegalArgumentException when a purpose is not declared in the rule pack
   */
  public static PermissionSteps of(
      List<ConsentInterval> intervalsOfAllPurposesOfOneSubject,
      long knownAtMicros,
      RulePack rules) {
    long defaults = defaultState(rules);
    List<Change> changes = changes(intervalsOfAllPurposesOfOneSubject, knownAtMicros, rules);
    long[] from = new long[changes.size()];
    long[] state = new long[changes.size()];
    int size = 0;
    long current = defaults;
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      current = withCode(current, change.purposeIndex, change.code);
      boolean complete = i + 1 == changes.size() || changes.get(i + 1).micros > change.micros;
      long previous = size == 0 ? defaults : state[size - 1];
      if (complete && current != previous) {
        from[size] = change.micros;
        state[size] = current;
        size++;
      }
    }
    return new PermissionSteps(Arrays.copyOf(from, size), Arrays.copyOf(state, size));
  }

  /**
   * Ordered by instant; at one instant the end of an interval comes before the start of another.
   */
  private static List<Change> changes(
      List<ConsentInterval> intervals, long knownAtMicros, RulePack rules) {
    long defaults = defaultState(rules);
    List<Change> ends = new ArrayList<>();
    List<Change> starts = new ArrayList<>();
    for (ConsentInterval interval : intervals) {
      if (interval.knownFromMicros() <= knownAtMicros && knownAtMicros < interval.knownToMicros()) {
        int index = rules.indexOf(interval.purpose());
        starts.add(new Change(interval.validFromMicros(), index, interval.state().code()));
        if (interval.validToMicros() != Long.MAX_VALUE) {
          ends.add(new Change(interval.validToMicros(), index, codeAt(defaults, index)));
        }
      }
    }
    List<Change> changes = new ArrayList<>(ends);
    changes.addAll(starts);
    changes.sort(Comparator.comparingLong(Change::micros)); // stable
    return changes;
  }

  /** What holds for a subject without any record, and for every subject before its first one. */
  public static long defaultState(RulePack rules) {
    long state = 0;
    for (int index = 0; index < rules.purposes().size(); index++) {
      state =
          withCode(state, index, ConsentTimeline.defaultState(rules.purposes().get(index)).code());
    }
    return state;
  }

  /** The code of one purpose, in [0, 15]; see {@link org.optika.core.consent.ConsentState}. */
  public static int codeAt(long state, int purposeIndex) {
    return (int) (state >>> (BITS * purposeIndex) & CODE);
  }

  /**
   * All purposes of a state at once: bit 4i is set when the state of the purpose at position i
   * permits, see {@link ConsentState#permits()}; the other bits are 0.
   */
  static long permitting(long state) {
    long one = state & LOWEST_BITS;
    long two = state >>> 1 & LOWEST_BITS;
    long four = state >>> 2 & LOWEST_BITS;
    long eight = state >>> 3 & LOWEST_BITS;
    return ~eight & (four ^ (one | two)) & LOWEST_BITS; // 1 to 4
  }

  /** As {@link #permitting}, for {@link ConsentState#closes()}. */
  static long closing(long state) {
    long one = state & LOWEST_BITS;
    long two = state >>> 1 & LOWEST_BITS;
    long four = state >>> 2 & LOWEST_BITS;
    long eight = state >>> 3 & LOWEST_BITS;
    long fiveOrSix = ~eight & four & (one ^ two);
    long eightAlone = eight & ~(one | two | four);
    long twelveOrThirteen = eight & four & ~two;
    return (fiveOrSix | eightAlone | twelveOrThirteen) & LOWEST_BITS;
  }

  /**
   * The purposes that are not in {@code purposes}, each as its lowest bit as in {@link
   * #permitting}.
   */
  static long others(long purposes) {
    return ~purposes & LOWEST_BITS;
  }

  static long withCode(long state, int purposeIndex, int code) {
    int shift = BITS * purposeIndex;
    return state & ~(CODE << shift) | (long) code << shift;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PermissionSteps that
        && Arrays.equals(from, that.from)
        && Arrays.equals(state, that.state);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + Arrays.hashCode(state);
  }

  @Override
  public String toString() {
    return "PermissionSteps[from=%s, state=%s]"
        .formatted(
            Arrays.toString(from), Arrays.stream(state).mapToObj(Long::toHexString).toList());
  }
}
