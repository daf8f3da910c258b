package org.optika.core.gate;

/**
 * The gate itself, as exactly as docs/consent.md says it and without allocation. A decision is a
 * code: {@link #ADMITTED}, or the clock, purpose and state that refuse; {@link Refusal#of} reads
 * it.
 */
public final class GateDecision {
  /** The row may be used. */
  public static final int ADMITTED = 0;

  /** All codes lie in [0, CODES). */
  public static final int CODES = 6 << 8;

  private GateDecision() {}

  /**
   * Decides on one row of activity of one subject.
   *
   * @param from see {@link PermissionSteps}; null or empty for a subject without record
   * @param state see {@link PermissionSteps}; as long as {@code from}
   * @param defaultState what holds before {@code from[0]}
   * @param atMicros instant of the activity
   * @param asOfMicros instant of the processing
   * @return {@link #ADMITTED} or the code of a refusal, in [0, {@link #CODES})
   */
  public static int decide(
      long[] from, long[] state, long defaultState, long atMicros, long asOfMicros, GateRule rule) {
    if (atMicros > asOfMicros) {
      return rule.afterAsOf();
    }
    int size = from == null ? 0 : from.length;
    int at = lastUpTo(from, 0, size, atMicros);
    int asOf = lastUpTo(from, at + 1, size, asOfMicros);
    long closed = 0;
    for (int step = at + 1; step <= asOf; step++) {
      closed = rule.firstClosing(closed, state[step]);
    }
    return rule.decide(
        at < 0 ? defaultState : state[at], asOf < 0 ? defaultState : state[asOf], closed);
  }

  /** As {@link #decide(long[], long[], long, long, long, GateRule)}, without arrays. */
  public static int decide(
      LongList from,
      LongList state,
      long defaultState,
      long atMicros,
      long asOfMicros,
      GateRule rule) {
    if (atMicros > asOfMicros) {
      return rule.afterAsOf();
    }
    int size = from == null ? 0 : from.size();
    int at = lastUpTo(from, 0, size, atMicros);
    int asOf = lastUpTo(from, at + 1, size, asOfMicros);
    long closed = 0;
    for (int step = at + 1; step <= asOf; step++) {
      closed = rule.firstClosing(closed, state.get(step));
    }
    return rule.decide(
        at < 0 ? defaultState : state.get(at), asOf < 0 ? defaultState : state.get(asOf), closed);
  }

  /**
   * Whether all purposes are permitted at every instant of a span: nothing was refused, withdrawn
   * or had expired in between.
   *
   * @param from see {@link PermissionSteps}; null or empty for a subject without record
   * @param state see {@link PermissionSteps}; as long as {@code from}
   * @param fromMicros first instant of the span
   * @param toMicros last instant of the span, inclusive
   */
  public static boolean permitsThroughout(
      LongList from, LongList state, long fromMicros, long toMicros, GateRule rule) {
    int size = from == null ? 0 : from.size();
    int first = lastUpTo(from, 0, size, fromMicros);
    int last = lastUpTo(from, first + 1, size, toMicros);
    if (!rule.permits(first < 0 ? rule.defaultState() : state.get(first))) {
      return false;
    }
    for (int step = first + 1; step <= last; step++) {
      if (!rule.permits(state.get(step))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds what is closed for the vendor of a row to the decision on the row: of the purposes that
   * fail, the first in declared order is the one that a refusal is counted under, and within one
   * purpose what the person permits comes first.
   *
   * @param decision a result of {@link #decide}
   * @param closed purposes of the rule that are closed, see {@link VendorClosings.Steps#closedAt}
   */
  public static int withVendor(int decision, long closed) {
    if (closed == 0 || decision >>> 8 == GateClock.AFTER_AS_OF.ordinal() + 1) {
      return decision;
    }
    int purpose = Long.numberOfTrailingZeros(closed) >>> 2;
    if (decision != ADMITTED && (decision >>> 4 & 0xF) <= purpose) {
      return decision;
    }
    return code(GateClock.VENDOR, purpose, PermissionSteps.codeAt(closed, purpose));
  }

  /**
   * The instant at which a refund asks for permission: it corrects the value of its order, so it
   * asks at the time of that order, unless it lies in the future of the processing itself.
   */
  public static long refundAsksAt(long refundMicros, long orderMicros, long asOfMicros) {
    return refundMicros > asOfMicros ? refundMicros : orderMicros;
  }

  /**
   * Position of the last instant up to {@code micros} among those from {@code low} on, else one
   * less.
   */
  private static int lastUpTo(long[] from, int low, int size, long micros) {
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (from[middle] <= micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static int lastUpTo(LongList from, int low, int size, long micros) {
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (from.get(middle) <= micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * Clock from bit 8 on (1 for the first, so that no refusal is 0), purpose in 4 bits, state in 4.
   */
  static int code(GateClock clock, int purposeIndex, int stateCode) {
    return (clock.ordinal() + 1) << 8 | purposeIndex << 4 | stateCode;
  }
}
