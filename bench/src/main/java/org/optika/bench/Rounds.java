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
 * The first round warms up and is not counted.
 */
final class Rounds {
  private static final double NANOS = 1e9;

  private final int counted;
  private final Consumer<String> progress;

  Rounds(int counted, Consumer<String> progress) {
    this.counted = counted;
    this.progress = progress;
  }

  /**
   * @throws IllegalStateException when two variants come to different results
   */
  List<Measured> run(Suite suite) throws Exception {
    List<Variant> variants = suite.variants();
    Map<Variant, double[]> cpu = new HashMap<>();
    Map<Variant, double[]> wall = new HashMap<>();
    Map<String, Map<String, String>> answers = new HashMap<>();
    for (int round = 0; round <= counted; round++) {
      for (Variant variant : variants) {
        long cpuBefore = cpuNanos();
        long wallBefore = System.nanoTime();
        Variant.Answer answer = variant.work().call();
        double cpuSeconds = (cpuNanos() - cpuBefore) / NANOS;
        double wallSeconds = (System.nanoTime() - wallBefore) / NANOS;
        progress.accept(
            "%s, round %d of %d: %s took %.2f CPU s"
                .formatted(suite.name(), round, counted, variant.name(), cpuSeconds));
        requireEqual(suite, variant, answer.text(), answers);
        if (round > 0) {
          cpu.computeIfAbsent(variant, first -> new double[counted])[round - 1] = cpuSeconds;
          wall.computeIfAbsent(variant, first -> new double[counted])[round - 1] = wallSeconds;
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
  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
