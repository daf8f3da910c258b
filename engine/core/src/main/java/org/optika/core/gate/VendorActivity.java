package org.optika.core.gate;

/**
 * When touchpoints of a vendor happened, for leaving out rules that no row can meet.
 *
 * @param firstMicros not after the first of them
 * @param endMicros after the last of them
 */
public record VendorActivity(long firstMicros, long endMicros) {

  /** The part that lies at or before an instant. */
  VendorActivity upTo(long micros) {
    return micros < endMicros ? new VendorActivity(firstMicros, micros + 1) : this;
  }
}
