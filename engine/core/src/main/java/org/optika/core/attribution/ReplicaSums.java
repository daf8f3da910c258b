package org.optika.core.attribution;

import java.io.Serializable;

/**
 * Credit by slot and replica. Each amount is rounded to a multiple of the unit once; multiples of a
 * power of two add without rounding while a sum is below 2^53 units, so the order does not matter.
 */
final class ReplicaSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Range 5e8 conversions a slot. */
  static final double CONVERSION_UNITS = 0x1p24;

  /** Range 8e9 units of currency a slot. */
  static final double VALUE_UNITS = 0x1p20;

  private final double unitsPerOne;
  private final int replicas;
  private final double[][] sums;

  ReplicaSums(int slots, int replicas, double unitsPerOne) {
    this.unitsPerOne = unitsPerOne;
    this.replicas = replicas;
    sums = new double[slots][];
  }

  void add(int slot, double amount, int[] drawn) {
    double units = Math.rint(amount * unitsPerOne);
    if (units == 0) {
      return;
    }
    double[] row = row(slot);
    for (int replica = 0; replica < row.length; replica++) {
      row[replica] += units * drawn[replica];
    }
  }

  void merge(ReplicaSums other) {
    for (int slot = 0; slot < sums.length; slot++) {
      if (other.sums[slot] != null) {
        double[] row = row(slot);
        for (int replica = 0; replica < replicas; replica++) {
          row[replica] += other.sums[slot][replica];
        }
      }
    }
  }

  private double[] row(int slot) {
    if (sums[slot] == null) {
      sums[slot] = new double[replicas];
    }
    return sums[slot];
  }

  /** The amounts of a slot, one a replica. */
  double[] amounts(int slot) {
    double[] amounts = new double[replicas];
    if (sums[slot] != null) {
      for (int replica = 0; replica < replicas; replica++) {
        amounts[replica] = sums[slot][replica] / unitsPerOne;
      }
    }
    return amounts;
  }
}
