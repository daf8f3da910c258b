package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * The gate's decisions on one subject after another, for a fixed time of processing. What {@link
 * GateDecision} says of an instant depends on the step of the permission that holds at it and on
 * nothing else, so each step is decided once, for all rules, and activity only has to find its
 * step. Reusable and not thread-safe.
 */
public final class StepDecisions {
  /** Most rules that one word of {@link #admitted} has room for. */
  public static final int MOST_RULES = Long.SIZE;

  /** Place of what is later than the time of the processing. */
  private static final int AFTER_AS_OF = 0;

  /** Place of what is earlier than the first step; the step i has the place i + 2. */
  private static final int BEFORE_FIRST = 1;

  private static final long[] NO_STEPS = {};

  private final GateRule firstRule;
  private final int size;
  private final long asOfMicros;
  private final long defaultState;

  /** What the rules ask: at the activity's own time, at as_of, and of nothing to close between. */
  private final AdmissionTables atEvent;

  private final AdmissionTables atAsOf;
  private final AdmissionTables between;

  /** Nothing but the activity's own time is asked for. */
  private final boolean eventTimeOnly;

  private final long admittedByDefault;
  private final int decisionByDefault;

  private long[] from = NO_STEPS;
  private long[] state = NO_STEPS;
  private int fromStart;
  private int stateStart;
  private int steps;
  private int asOf;
  private int current;
  private long[] admitted = new long[8];
  private int[] decision = new int[8];
  private boolean decided;
  private boolean anything;

  /**
   * @param rules what is asked of each row; at least one, at most {@link #MOST_RULES}, all with one
   *     default state
   * @param asOfMicros instant of the processing
   */
  public StepDecisions(List<GateRule> rules, long asOfMicros) {
    require(
        !rules.isEmpty() && rules.size() <= MOST_RULES,
        "expected 1 to %s rules, got %s",
        MOST_RULES,
        rules.size());
    firstRule = rules.get(0);
    defaultState = firstRule.defaultState();
    this.asOfMicros = asOfMicros;
    size = rules.size();
    List<Long> asked = new ArrayList<>();
    List<Long> askedAtAsOf = new ArrayList<>();
    List<Long> askedBetween = new ArrayList<>();
    for (GateRule rule : rules) {
      require(rule.defaultState() == defaultState, "rules with different default states");
      long bits = 0;
      long bitsAtAsOf = 0;
      long bitsBetween = 0;
      for (int purpose = 0; purpose < rule.purposeIndexes().length; purpose++) {
        long bit = PermissionSteps.withCode(0, rule.purposeIndexes()[purpose], 1);
        bits |= bit;
        bitsAtAsOf |= rule.eventTimeOnly()[purpose] ? 0 : bit;
        bitsBetween |= rule.eventTimeOnly()[purpose] || rule.reopens()[purpose] ? 0 : bit;
      }
      asked.add(bits);
      askedAtAsOf.add(bitsAtAsOf);
      askedBetween.add(bitsBetween);
    }
    atEvent = new AdmissionTables(asked);
    atAsOf = new AdmissionTables(askedAtAsOf);
    between = new AdmissionTables(askedBetween);
    eventTimeOnly = askedAtAsOf.stream().allMatch(bits -> bits == 0);
    long permitting = PermissionSteps.permitting(defaultState);
    admittedByDefault = atEvent.admitting(permitting) & atAsOf.admitting(permitting);
    decisionByDefault = firstRule.decide(defaultState, defaultState, 0);
  }

  /** Turns to a subject without record. */
  public void loadNoRecord() {
    from = NO_STEPS;
    steps = 0;
    current = -1;
    asOf = -1;
    admitted[BEFORE_FIRST] = admittedByDefault;
    decision[BEFORE_FIRST] = decisionByDefault;
    decided = true;
    anything = admitsByDefault();
  }

  /**
   * Turns to the next subject. The arrays are not copied and must stay until the next call.
   *
   * @param from see {@link PermissionSteps}
   * @param state see {@link PermissionSteps}
   * @param fromStart position of the subject's first step in {@code from}
   * @param stateStart position of the subject's first step in {@code state}
   * @param steps number of its steps
   */
  public void load(long[] from, long[] state, int fromStart, int stateStart, int steps) {
    this.from = from;
    this.state = state;
    this.fromStart = fromStart;
    this.stateStart = stateStart;
    this.steps = steps;
    current = -1;
    decided = false;
    if (steps + 2 > admitted.length) {
      admitted = new long[2 * (steps + 2)];
      decision = new int[2 * (steps + 2)];
    }
    asOf = steps - 1;
    while (asOf >= 0 && from[fromStart + asOf] > asOfMicros) {
      asOf--;
    }
    admit();
  }

  /** From the step at the time of the processing back to what holds before the first one. */
  private void admit() {
    long byAny = admit(BEFORE_FIRST, defaultState);
    for (int step = 0; step <= asOf; step++) {
      byAny |= admit(step + 2, state[stateStart + step]);
    }
    if (!eventTimeOnly && byAny != 0) {
      byAny = admitAtAsOf();
    }
    anything = byAny != 0;
  }

  private long admit(int place, long word) {
    admitted[place] = atEvent.admitting(PermissionSteps.permitting(word));
    return admitted[place];
  }

  /** From the step at the time of the processing back: what is closed on the way is refused. */
  private long admitAtAsOf() {
    long byAny = 0;
    long still = atAsOf.admitting(PermissionSteps.permitting(stateOf(asOf)));
    long closed = 0;
    for (int step = asOf; step >= -1; step--) {
      admitted[step + 2] &= still;
      byAny |= admitted[step + 2];
      closed |= PermissionSteps.closing(stateOf(step));
      still &= between.admitting(PermissionSteps.others(closed));
    }
    return byAny;
  }

  private long stateOf(int step) {
    return step < 0 ? defaultState : state[stateStart + step];
  }

  /**
   * The place that decides on activity of the loaded subject at an instant; cheapest when instants
   * ascend from call to call.
   */
  public int place(long atMicros) {
    if (atMicros > asOfMicros) {
      return AFTER_AS_OF;
    }
    if (current >= 0 && from[fromStart + current] > atMicros) {
      current = -1;
    }
    while (current + 1 < steps && from[fromStart + current + 1] <= atMicros) {
      current++;
    }
    return current + 2;
  }

  /**
   * As {@link #place}, for instants in no order: halves the steps without a branch, which would go
   * either way at random.
   */
  public int placeOf(long atMicros) {
    if (atMicros > asOfMicros) {
      return AFTER_AS_OF;
    }
    int begun = 0;
    int unsure = steps;
    while (unsure > 1) {
      int half = unsure >>> 1;
      begun += from[fromStart + begun + half - 1] <= atMicros ? half : 0;
      unsure -= half;
    }
    if (unsure == 1) {
      begun += from[fromStart + begun] <= atMicros ? 1 : 0;
    }
    return BEFORE_FIRST + begun;
  }

  /**
   * The first instant to which a place applies; {@link Long#MIN_VALUE} when there is none before.
   *
   * @param place a result of {@link #place}
   */
  public long beginOf(int place) {
    if (place == AFTER_AS_OF) {
      return asOfMicros + 1;
    }
    return place == BEFORE_FIRST ? Long.MIN_VALUE : from[fromStart + place - 2];
  }

  /** Whether a place is that of instants later than the processing. */
  public boolean isAfterAsOf(int place) {
    return place == AFTER_AS_OF;
  }

  /**
   * The first instant to which another place applies; {@link Long#MAX_VALUE} when there is none.
   *
   * @param place a result of {@link #place}
   */
  public long endOf(int place) {
    if (place == AFTER_AS_OF) {
      return Long.MAX_VALUE;
    }
    int next = place - 1;
    long end = next < steps ? from[fromStart + next] : Long.MAX_VALUE;
    return asOfMicros == Long.MAX_VALUE ? end : Math.min(end, asOfMicros + 1);
  }

  /**
   * The code of {@link GateDecision} under the first rule.
   *
   * @param place a result of {@link #place}
   */
  public int decision(int place) {
    if (place == AFTER_AS_OF) {
      return firstRule.afterAsOf();
    }
    if ((admitted[place] & 1) != 0) {
      return GateDecision.ADMITTED;
    }
    if (!decided) {
      decide();
      decided = true;
    }
    return decision[place];
  }

  private void decide() {
    long now = stateOf(asOf);
    long closed = 0;
    for (int step = asOf; step >= -1; step--) {
      long then = stateOf(step);
      decision[step + 2] = firstRule.decide(then, now, closed);
      closed = firstRule.closingsFrom(then, closed);
    }
  }

  /**
   * The first instant at which activity of the loaded subject is admitted by other rules than under
   * {@code other}: as far back as a change of permission, or of the time of processing, reaches.
   *
   * @param other the same rules, loaded with the same subject
   * @return {@link Long#MAX_VALUE} when there is none
   */
  public long firstDifference(StepDecisions other) {
    require(size == other.size, "expected %s rules on both sides, got %s", size, other.size);
    long at = Long.MIN_VALUE;
    while (true) {
      int ours = place(at);
      int theirs = other.place(at);
      if (admitted(ours) != other.admitted(theirs)) {
        return at;
      }
      long end = Math.min(endOf(ours), other.endOf(theirs));
      if (end == Long.MAX_VALUE) {
        return end;
      }
      at = end;
    }
  }

  /** Whether any rule admits a subject without record. */
  public boolean admitsByDefault() {
    return admittedByDefault != 0;
  }

  /** Whether any rule admits any activity of the loaded subject. */
  public boolean admitsAnything() {
    return anything;
  }

  /**
   * Which rules admit: bit i for the rule at position i.
   *
   * @param place a result of {@link #place}
   */
  public long admitted(int place) {
    return place == AFTER_AS_OF ? 0 : admitted[place];
  }
}
