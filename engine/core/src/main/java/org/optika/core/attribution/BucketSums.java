package org.optika.core.attribution;

import java.io.Serializable;

/** Conversions that no model sees, by slot; only those of the two buckets are used. */
final class BucketSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] conversions;
  private final ExactSums value;
  private final ReplicaSums conversionReplicas;
  private final ReplicaSums valueReplicas;

  BucketSums(int slots, int replicas) {
    conversions = new long[slots];
    value = new ExactSums(slots);
    conversionReplicas = new ReplicaSums(slots, replicas, ReplicaSums.CONVERSION_UNITS);
    valueReplicas = new ReplicaSums(slots, replicas, ReplicaSums.VALUE_UNITS);
  }

  void add(int slot, double netRevenue, int[] drawn) {
    conversions[slot]++;
    value.add(slot, netRevenue);
    conversionReplicas.add(slot, 1, drawn);
    valueReplicas.add(slot, netRevenue, drawn);
  }

  void merge(BucketSums other) {
    for (int slot = 0; slot < conversions.length; slot++) {
      conversions[slot] += other.conversions[slot];
      value.add(slot, other.value, slot);
    }
    conversionReplicas.merge(other.conversionReplicas);
    valueReplicas.merge(other.valueReplicas);
  }

  /** Adds the buckets to what a model credits. */
  void addTo(ModelCredit credit) {
    for (int slot = 0; slot < conversions.length; slot++) {
      credit.conversions()[slot] += conversions[slot];
      credit.value()[slot] += value.sum(slot);
      addTo(credit.conversionReplicas()[slot], conversionReplicas.amounts(slot));
      addTo(credit.valueReplicas()[slot], valueReplicas.amounts(slot));
    }
  }

  private static void addTo(double[] sums, double[] added) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += added[i];
    }
  }
}
