package org.optika.core.gate;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gate has seen: counts and sums, never a row. Mergeable: {@link #plus} is associative and
 * commutative where no subject is counted on both sides.
 *
 * @param touchpoints rows by the code of their decision
 * @param conversions orders and refunds by the code of their decision
 * @param segments what is left of all activity, robots left out; empty where it was not asked for
 */
public record ActivityCounts(
    Map<Integer, Long> touchpoints,
    Map<Integer, Long> conversions,
    Map<SegmentValue, SegmentCounts> segments)
    implements Serializable {

  public static final ActivityCounts NONE = new ActivityCounts(Map.of(), Map.of(), Map.of());

  public ActivityCounts {
    touchpoints = Map.copyOf(touchpoints);
    conversions = Map.copyOf(conversions);
    segments = Map.copyOf(segments);
  }

  public ActivityCounts plus(ActivityCounts other) {
    return new ActivityCounts(
        sum(touchpoints, other.touchpoints),
        sum(conversions, other.conversions),
        sumOfSegments(other.segments));
  }

  private static Map<Integer, Long> sum(Map<Integer, Long> one, Map<Integer, Long> other) {
    Map<Integer, Long> sum = new TreeMap<>(one);
    other.forEach((code, rows) -> sum.merge(code, rows, Long::sum));
    return sum;
  }

  private Map<SegmentValue, SegmentCounts> sumOfSegments(Map<SegmentValue, SegmentCounts> other) {
    Map<SegmentValue, SegmentCounts> sum = new java.util.HashMap<>(segments);
    other.forEach((segment, counts) -> sum.merge(segment, counts, SegmentCounts::plus));
    return sum;
  }
}
