package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many people of a set have each value of one feature. {@link #plus} is associative and
 * commutative with identity {@link #NOBODY}.
 *
 * @param known people by value, counts &gt; 0; no NaN
 * @param missing people without a value
 */
public record ValueCounts(SortedMap<Double, Long> known, long missing) implements Serializable {

  /** Nobody. */
  public static final ValueCounts NOBODY = new ValueCounts(new TreeMap<>(), 0);

  public ValueCounts {
    known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
    require(missing >= 0, "a count must be >= 0, got %s", missing);
    known.forEach(
        (value, count) -> {
          require(!Double.isNaN(value), "a known value must be a number, got NaN");
          require(count > 0, "the count of a known value must be > 0, got %s", count);
        });
  }

  /**
   * @param values one a person, in any order; NaN where it is missing
   */
  public static ValueCounts of(double[] values) {
    TreeMap<Double, Long> known = new TreeMap<>();
    long missing = 0;
    for (double value : values) {
      if (Double.isNaN(value)) {
        missing++;
      } else {
        known.merge(value + 0.0, 1L, Long::sum); // -0.0 becomes 0.0
      }
    }
    return new ValueCounts(known, missing);
  }

  /** The people of both, who must be different people. */
  public ValueCounts plus(ValueCounts other) {
    TreeMap<Double, Long> sum = new TreeMap<>(known);
    other.known.forEach((value, count) -> sum.merge(value, count, Math::addExact));
    return new ValueCounts(sum, Math.addExact(missing, other.missing));
  }

  /** People who have a value. */
  public long knownPeople() {
    return known.values().stream().reduce(0L, Math::addExact);
  }

  /** All people. */
  public long people() {
    return Math.addExact(knownPeople(), missing);
  }

  /** Whether everybody who has a value has the same, and somebody has. */
  boolean isConstant() {
    return known.size() == 1;
  }

  /** Whether nobody has a value. */
  boolean isMissing() {
    return known.isEmpty();
  }

  /**
   * Upper bounds of at most {@code bins} bins with about equally many people each, ascending; the
   * last bin, which ends at the highest value, is left open. A value at which several bins end is
   * the bound of one.
   */
  List<Double> quantiles(int bins) {
    List<Double> bounds = new ArrayList<>();
    double all = knownPeople();
    double below = 0;
    int bin = 1;
    for (Map.Entry<Double, Long> entry : known.entrySet()) {
      below += entry.getValue();
      if (below * bins >= bin * all && !entry.getKey().equals(known.lastKey())) {
        bounds.add(entry.getKey());
        bin = (int) (below * bins / all) + 1;
      }
    }
    return bounds;
  }

  /** People in each bin, its bound included; then those above all bounds; then the missing. */
  long[] binned(List<Double> bounds) {
    long[] counts = new long[bounds.size() + 2];
    int bin = 0;
    for (Map.Entry<Double, Long> entry : known.entrySet()) {
      while (bin < bounds.size() && entry.getKey() > bounds.get(bin)) {
        bin++;
      }
      counts[bin] += entry.getValue();
    }
    counts[bounds.size() + 1] = missing;
    return counts;
  }
}
