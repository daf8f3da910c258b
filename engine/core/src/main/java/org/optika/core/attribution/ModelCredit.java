package org.optika.core.attribution;

import java.util.Optional;

/**
 * Channel credit of one model before it becomes rows: by slot (channel codes, then refused places,
 * then no touch), and by slot and replica.
 */
record ModelCredit(
    double[] conversions, double[] value, double[][] conversionReplicas, double[][] valueReplicas) {
  Optional<Interval> conversionsInterval(int slot) {
    return interval(conversionReplicas[slot]);
  }

  Optional<Interval> valueInterval(int slot) {
    return interval(valueReplicas[slot]);
  }

  private static Optional<Interval> interval(double[] replicas) {
    return replicas.length == 0 ? Optional.empty() : Optional.of(Interval.of(replicas));
  }
}
