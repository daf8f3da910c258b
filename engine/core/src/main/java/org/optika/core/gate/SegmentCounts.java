package org.optika.core.gate;

import java.io.Serializable;

/**
 * What a segment holds. Mergeable where no subject is counted on both sides.
 *
 * @param subjects different subjects with such activity
 * @param touchpoints contacts
 * @param conversions orders
 * @param revenue orders less refunds, in ten-thousandths of the reporting currency
 */
public record SegmentCounts(long subjects, long touchpoints, long conversions, long revenue)
    implements Serializable {

  public SegmentCounts plus(SegmentCounts other) {
    return new SegmentCounts(
        subjects + other.subjects,
        touchpoints + other.touchpoints,
        conversions + other.conversions,
        revenue + other.revenue);
  }
}
