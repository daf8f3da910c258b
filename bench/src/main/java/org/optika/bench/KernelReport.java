package org.optika.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link Kernels}, {@link ExplanationKernels} and {@link LedgerKernel} and writes what a call
 * of each takes.
 */
final class KernelReport {
  private KernelReport() {}

  /**
   * What one kernel takes.
   *
   * @param name of the method, with its parameters
   * @param microseconds mean of a call; elapsed time of one thread
   * @param error half the width of the 99.9 % interval around it; NaN of fewer than 3 measurements
   * @param p95 microseconds that 95 of 100 calls keep to; NaN where calls are too short to be timed
   *     one by one
   */
  record Line(String name, double microseconds, double error, double p95) {

    private static Line of(RunResult result) {
      String method = result.getParams().getBenchmark();
      List<String> parameters = new ArrayList<>();
      result
          .getParams()
          .getParamsKeys()
          .forEach(key -> parameters.add(key + " " + result.getParams().getParam(key)));
      String name = method.substring(method.lastIndexOf('.') + 1);
      return new Line(
          parameters.isEmpty() ? name : name + ", " + String.join(", ", parameters),
          result.getPrimaryResult().getScore() / 1_000,
          result.getPrimaryResult().getScoreError() / 1_000,
          result.getParams().getMode() == Mode.SampleTime
              ? result.getPrimaryResult().getStatistics().getPercentile(95) / 1_000
              : Double.NaN);
    }
  }

  /**
   * Measures all kernels, each in a JVM of its own.
   *
   * @param milliseconds of one measurement; there are three to warm up and five that count
   */
  static List<Line> inForks(int milliseconds) throws RunnerException {
    return run(options(milliseconds).forks(1).warmupIterations(3).measurementIterations(5).build());
  }

  /** Measures all kernels once in this JVM: quick and not to be quoted. */
  static List<Line> here(int milliseconds) throws RunnerException {
    return run(options(milliseconds).forks(0).warmupIterations(0).measurementIterations(1).build());
  }

  private static ChainedOptionsBuilder options(int milliseconds) {
    return new OptionsBuilder()
        .include(Kernels.class.getName())
        .include(ExplanationKernels.class.getName())
        .include(LedgerKernel.class.getName())
        .warmupTime(TimeValue.milliseconds(milliseconds))
        .measurementTime(TimeValue.milliseconds(milliseconds))
        .verbosity(VerboseMode.SILENT);
  }

  private static List<Line> run(Options options) throws RunnerException {
    Collection<RunResult> results = new Runner(options).run();
    return results.stream().map(Line::of).sorted(Comparator.comparing(Line::name)).toList();
  }

  /** The lines in one of the formats of a {@link Report}. */
  static String of(List<Line> lines, Report.Format format) {
    return switch (format) {
      case TEXT -> text(lines);
      case MARKDOWN -> markdown(lines);
      case JSON -> json(lines);
    };
  }

  private static String text(List<Line> lines) {
    int width = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder("kernels\n\n");
    text.append("%s  %12s  %10s  %12s\n".formatted(" ".repeat(width), "us a call", "+/-", "p95"));
    for (Line line : lines) {
      String padded = line.name() + " ".repeat(width - line.name().length());
      text.append(
              "%s  %12s  %10s  %12s"
                  .formatted(
                      padded, number(line.microseconds()), number(line.error()), number(line.p95()))
                  .stripTrailing())
          .append('\n');
    }
    return text.append('\n').toString();
  }

  private static String markdown(List<Line> lines) {
    StringBuilder text =
        new StringBuilder("`kernels`\n\n| kernel | us a call | +/- | p95 |\n|---|---|---|---|\n");
    for (Line line : lines) {
      text.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  line.name(),
                  number(line.microseconds()),
                  number(line.error()),
                  number(line.p95())));
    }
    return text.append('\n').toString();
  }

  /** One object a line. */
  private static String json(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(
          "{\"suite\":\"kernels\",\"kernel\":\"%s\",\"microseconds\":%s,\"error\":%s,\"p95\":%s}\n"
              .formatted(
                  line.name(),
                  number(line.microseconds()),
                  orNull(line.error()),
                  orNull(line.p95())));
    }
    return text.toString();
  }

  private static String orNull(double value) {
    return Double.isNaN(value) ? "null" : number(value);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
  }
}
