package org.optika.jobs;

import picocli.CommandLine.Option;

/** How often a test on a sample may be wrong. */
final class ErrorRates {
  @Option(
      names = "--alpha",
      defaultValue = "0.05",
      description =
          "Probability, at most, of an alarm when the share is acceptable (default: ${DEFAULT-VALUE}).")
  double alpha;

  @Option(
      names = "--power",
      defaultValue = "0.9",
      description =
          "Probability, at least, of an alarm at the alternative (default: ${DEFAULT-VALUE}).")
  double power;
}
