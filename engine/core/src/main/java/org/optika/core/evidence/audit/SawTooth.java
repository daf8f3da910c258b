package org.optika.core.evidence.audit;

import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * Searches a property of exact methods that more devices bring about, but not steadily: on each
 * tooth it is false up to some size and true from there on, and the next tooth may begin with false
 * again.
 *
 * @param lastOfTooth last size of the tooth that a size is on
 */
record SawTooth(LongPredicate holds, LongUnaryOperator lastOfTooth, long most) {

  /**
   * The least size from which on the property holds: for it and all larger ones up to twice the
   * first power of two for which it holds, where the teeth are far above what is asked for.
   *
   * @throws IllegalArgumentException when no size is large enough
   */
  long fromWhichOn() {
    long enough = 1;
    while (!holds.test(enough)) {
      if (enough == most) {
        throw new IllegalArgumentException(
            "No sample of up to %,d devices is large enough".formatted(most));
      }
      enough = Math.min(most, 2 * enough);
    }
    long end = Math.min(most, 2 * enough);
    long found = end;
    boolean holding = false;
    for (long first = Math.max(1, enough / 4); first <= end; ) {
      long last = Math.min(end, lastOfTooth.applyAsLong(first));
      if (!holding || !holds.test(first)) {
        holding = holds.test(last);
        found = holding ? firstIn(first, last) : last + 1;
      }
      first = last + 1;
    }
    return found;
  }

  private long firstIn(long first, long last) {
    long low = first;
    long high = last;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The largest number from {@code first} on, up to {@code most}, for which something holds. */
  static long lastFor(LongPredicate holds, long first, long most) {
    long low = first;
    long step = 1;
    while (low + step <= most && holds.test(low + step)) {
      low += step;
      step *= 2;
    }
    long high = Math.min(most, low + step);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
