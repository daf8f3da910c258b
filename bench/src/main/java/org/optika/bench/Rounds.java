package org.optika.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the variants of a suite in turns, so that what disturbs the machine disturbs all of them.
 * The first rounds warm up and are not counted.
 */
final class Rounds {
  static final double NANOS = 1e9;

  private final int warming;
  private final int counted;
  private final Consumer<String> progress;

  /**
   * @param warming rounds that are not counted, first
   */
  Rounds(int warming, int counted, Consumer<String> progress) {
    this.warming = warming;
    this.counted = counted;
    this.progress = progress;
  }

  /**
   * @throws IllegalStateException when two variants come to different results
   */
  List<Measured> run(Suite suite) throws Exception {
    return run(suite, List.of());
  }

  /**
   * @param names of the variants to be run; empty for all
   */
  List<Measured> run(Suite suite, List<String> names) throws Exception {
    List<Variant> variants =
        suite.variants().stream()
            .filter(variant -> names.isEmpty() || names.contains(variant.name()))
            .toList();
    Map<Variant, double[]> cpu = new HashMap<>();
    Map<Variant, double[]> wall = new HashMap<>();
    Map<String, Map<String, String>> answers = new HashMap<>();
    for (int round = -warming; round < counted; round++) {
      for (Variant variant : variants) {
        long cpuBefore = cpuNanos();
        long wallBefore = System.nanoTime();
        Variant.Answer answer = variant.work().call();
        double cpuSeconds = (cpuNanos() - cpuBefore) / NANOS;
        double wallSeconds = (System.nanoTime() - wallBefore) / NANOS;
        progress.accept(
            "%s, %s: %s took %.2f CPU s"
                .formatted(
                    suite.name(),
                    round < 0
                        ? "warming up, %d to go".formatted(-round)
                        : "round %d of %d".formatted(round + 1, counted),
                    variant.name(),
                    cpuSeconds));
        requireEqual(suite, variant, answer.text(), answers);
        if (round >= 0) {
          cpu.computeIfAbsent(variant, first -> new double[counted])[round] = cpuSeconds;
          wall.computeIfAbsent(variant, first -> new double[counted])[round] = wallSeconds;
        }
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (Variant variant : variants) {
      measured.add(new Measured(variant, cpu.get(variant), wall.get(variant)));
    }
    return measured;
  }

  private static void requireEqual(
      Suite suite, Variant variant, String answer, Map<String, Map<String, String>> answers) {
    if (answer.isEmpty()) {
      return;
    }
    Map<String, String> variantOf =
        answers.computeIfAbsent(variant.question(), question -> new HashMap<>());
    variantOf.putIfAbsent(answer, variant.name());
    if (variantOf.size() > 1) {
      throw new IllegalStateException("%s: results differ: %s".formatted(suite.name(), variantOf));
    }
  }

  /** Of the whole process: tasks, compiler, garbage collection and native threads. */
  static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
