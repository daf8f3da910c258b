package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/**
 * Which vendors are closed for the purposes of one question, and when: what {@link VendorRegister}
 * comes to for one run. A purpose is closed for a touchpoint when it is closed at the touchpoint's
 * own time or at the time of the processing, as permission is.
 *
 * @param ofVendor none for a vendor of which nothing is closed
 */
public record VendorClosings(Map<String, Steps> ofVendor) implements Serializable {
  /** Nothing is closed: nobody has to look at the vendor of a row. */
  public static final VendorClosings NONE = new VendorClosings(Map.of());

  /**
   * {@code closed[i]} holds in {@code [from[i], from[i + 1])}, the last one without end. The arrays
   * are not copied and must not be changed.
   *
   * @param from microseconds UTC, strictly ascending, the first {@link Long#MIN_VALUE}
   * @param closed 16 purposes at 4 bits, by position in the rule pack: code of a {@link
   *     VendorState}
   */
  public record Steps(long[] from, long[] closed) implements Serializable {
    public Steps {
      require(
          from.length == closed.length && from.length > 0 && from[0] == Long.MIN_VALUE,
          "expected a state from the start of time on, got %s instants and %s states",
          from.length,
          closed.length);
    }

    /** What is closed at an instant: 0 when nothing is. */
    public long closedAt(long atMicros) {
      int step = from.length - 1;
      while (from[step] > atMicros) {
        step--;
      }
      return closed[step];
    }

    boolean closesWithin(VendorActivity activity) {
      for (int step = 0; step < from.length; step++) {
        boolean begins = from[step] < activity.endMicros();
        boolean ends = step + 1 < from.length && from[step + 1] <= activity.firstMicros();
        if (closed[step] != 0 && begins && !ends) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Steps that
          && Arrays.equals(from, that.from)
          && Arrays.equals(closed, that.closed);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(from) + Arrays.hashCode(closed);
    }

    @Override
    public String toString() {
      return "Steps[from=%s, closed=%s]"
          .formatted(
              Arrays.toString(from), Arrays.stream(closed).mapToObj(Long::toHexString).toList());
    }
  }

  public VendorClosings {
    ofVendor = Map.copyOf(ofVendor);
  }

  public boolean isEmpty() {
    return ofVendor.isEmpty();
  }
}
