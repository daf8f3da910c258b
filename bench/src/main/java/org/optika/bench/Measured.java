package org.optika.bench;

import java.util.Arrays;

/**
 * What the rounds of one variant cost.
 *
 * @param cpuSeconds user and system time of the process, by round
 * @param wallSeconds elapsed time, by round
 */
record Measured(Variant variant, double[] cpuSeconds, double[] wallSeconds) {

  double cpu() {
    return median(cpuSeconds);
  }

  double leastCpu() {
    return Arrays.stream(cpuSeconds).min().orElseThrow();
  }

  double mostCpu() {
    return Arrays.stream(cpuSeconds).max().orElseThrow();
  }

  double wall() {
    return median(wallSeconds);
  }

  /**
   * CPU time over that of another variant, by round: both ran in the same rounds, one after the
   * other.
   */
  double[] ratios(Measured other) {
    double[] ratios = new double[Math.min(cpuSeconds.length, other.cpuSeconds.length)];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = cpuSeconds[round] / other.cpuSeconds[round];
    }
    return ratios;
  }

  /** The middle one; of an even number the mean of both in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
