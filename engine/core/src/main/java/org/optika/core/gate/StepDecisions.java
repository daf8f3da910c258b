package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.util.Arrays;
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

  private final GateRule[] rules;
  private final long asOfMicros;
  private final int[][] decision;
  private long[] admitted = new long[8];
  private long[] from = {};
  private int first;
  private int steps;
  private int current = -1;

  /**
   * @param rules what is asked of each row; at least one, at most {@link #MOST_RULES}
   * @param asOfMicros instant of the processing
   */
  public StepDecisions(List<GateRule> rules, long asOfMicros) {
    require(
        !rules.isEmpty() && rules.size() <= MOST_RULES,
        "expected 1 to %s rules, got %s",
        MOST_RULES,
        rules.size());
    this.rules = rules.toArray(GateRule[]::new);
    this.asOfMicros = asOfMicros;
    decision = new int[rules.size()][8];
    for (int rule = 0; rule < this.rules.length; rule++) {
      decision[rule][AFTER_AS_OF] = this.rules[rule].afterAsOf();
    }
  }

  /** Turns to a subject without record. */
  public void loadNoRecord() {
    load(new long[0], new long[0], 0, 0);
  }

  /**
   * Turns to the next subject. Its instants are not copied and must stay until the next call.
   *
   * @param from see {@link PermissionSteps}
   * @param state see {@link PermissionSteps}
   * @param first position of the subject's first step in both
   * @param steps number of its steps
   */
  public void load(long[] from, long[] state, int first, int steps) {
    this.from = from;
    this.first = first;
    this.steps = steps;
    current = -1;
    int places = steps + 2;
    if (places > admitted.length) {
      int capacity = Math.max(places, 2 * admitted.length);
      admitted = new long[capacity];
      for (int rule = 0; rule < rules.length; rule++) {
        decision[rule] = Arrays.copyOf(decision[rule], capacity);
      }
    }
    Arrays.fill(admitted, 0, places, 0);
    int asOf = steps - 1;
    while (asOf >= 0 && from[first + asOf] > asOfMicros) {
      asOf--;
    }
    for (int rule = 0; rule < rules.length; rule++) {
      decide(rule, state, asOf);
    }
  }

  /** From the step at the time of the processing back to what holds before the first one. */
  private void decide(int rule, long[] state, int asOf) {
    GateRule asked = rules[rule];
    long now = asOf < 0 ? asked.defaultState() : state[first + asOf];
    long closed = 0;
    for (int step = asOf; step >= -1; step--) {
      long then = step < 0 ? asked.defaultState() : state[first + step];
      int code = asked.decide(then, now, closed);
      decision[rule][step + 2] = code;
      if (code == GateDecision.ADMITTED) {
        admitted[step + 2] |= 1L << rule;
      }
      closed = asked.closingsFrom(then, closed);
    }
  }

  /**
   * The place that decides on activity of the loaded subject at an instant; cheapest when instants
   * ascend from call to call.
   */
  public int place(long atMicros) {
    if (atMicros > asOfMicros) {
      return AFTER_AS_OF;
    }
    if (current >= 0 && from[first + current] > atMicros) {
      current = -1;
    }
    while (current + 1 < steps && from[first + current + 1] <= atMicros) {
      current++;
    }
    return current + 2;
  }

  /** The place of a subject without record, for instants up to the time of the processing. */
  public int placeWithoutRecord() {
    return BEFORE_FIRST;
  }

  /**
   * The code of {@link GateDecision}.
   *
   * @param rule position in the list of rules
   * @param place a result of {@link #place}
   */
  public int decision(int rule, int place) {
    return decision[rule][place];
  }

  /**
   * Which rules admit: bit i for the rule at position i.
   *
   * @param place a result of {@link #place}
   */
  public long admitted(int place) {
    return admitted[place];
  }

  /** Whether any rule admits any instant of the loaded subject. */
  public boolean admitsAnything() {
    for (int place = BEFORE_FIRST; place < steps + 2; place++) {
      if (admitted[place] != 0) {
        return true;
      }
    }
    return false;
  }
}
