package org.optika.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the whole configuration without Spark and without reading data. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Check config, purposes, jurisdictions and sources: every fault at once, with file and line.")
final class ValidateCommand implements Runnable {
  @Mixin private RunOptions options;

  @Override
  public void run() {
    Configuration configuration = Configuration.load(options);
    System.out.printf(
        "%s is valid: %d purposes, %d jurisdictions, %d notices, %d sources, %d opt-in tables.%n",
        options.config,
        configuration.rules().purposes().size(),
        configuration.rules().jurisdictions().size(),
        configuration.rules().notices().size(),
        configuration.sources().size(),
        configuration.optIn().tables().size());
  }
}
