package org.optika.core.attribution;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Credit of one model before it becomes rows: by slot, and by slot and replica. */
record ModelCredit(
    double[] conversions, double[] value, double[][] conversionReplicas, double[][] valueReplicas) {
  /**
   * @param slotOfCell slot of each cell of the sums
   */
  static ModelCredit of(ShareSums sums, int[] slotOfCell, Slots slots) {
    double[][] conversionReplicas = new double[slots.count()][];
    double[][] valueReplicas = new double[slots.count()][];
    for (int slot = 0; slot < slots.count(); slot++) {
      conversionReplicas[slot] = sums.conversionReplicas().amounts(slot);
      valueReplicas[slot] = sums.valueReplicas().amounts(slot);
    }
    return new ModelCredit(
        sums.conversionsBySlot(slotOfCell, slots.count()),
        sums.valueBySlot(slotOfCell, slots.count()),
        conversionReplicas,
        valueReplicas);
  }

  /** Replicas that are read together. */
  private static final int BLOCK = 16;

  /** Blocks of replicas are solved in parallel; each replica writes its own column. */
  static ModelCredit of(MarkovCounts counts, int replicas, Slots slots) {
    MarkovChain chain = new MarkovChain(counts, slots.channels());
    MarkovChain.Solution solution = chain.solve();
    double[][] conversionReplicas = new double[slots.count()][replicas];
    double[][] valueReplicas = new double[slots.count()][replicas];
    IntStream.range(0, (replicas + BLOCK - 1) / BLOCK)
        .map(block -> block * BLOCK)
        .parallel()
        .forEach(
            first -> {
              MarkovCounts.Weights[] block =
                  counts.replicas(first, Math.min(first + BLOCK, replicas));
              for (int i = 0; i < block.length; i++) {
                MarkovChain.Solution drawn = chain.solveReplica(block[i]);
                for (int slot = 0; slot <= slots.refused(); slot++) {
                  conversionReplicas[slot][first + i] = drawn.conversions()[slot];
                  valueReplicas[slot][first + i] = drawn.value()[slot];
                }
              }
            });
    return new ModelCredit(
        Arrays.copyOf(solution.conversions(), slots.count()),
        Arrays.copyOf(solution.value(), slots.count()),
        conversionReplicas,
        valueReplicas);
  }

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
