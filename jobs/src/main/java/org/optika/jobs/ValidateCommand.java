package org.optika.jobs;

import java.time.Instant;
import java.util.List;
import org.optika.core.release.ReleaseSpec;
import org.optika.jobs.config.Faults;
import org.optika.jobs.config.ReleaseConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the whole configuration without Spark and without reading data. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Check config, purposes, jurisdictions, sources, registers, scores, actions, tags and releases: every fault at once, with file and line. Warns of what the registers lack.")
final class ValidateCommand implements Runnable {
  @Mixin private RunOptions options;

  @Override
  public void run() {
    Configuration configuration = Configuration.load(options);
    Faults faults = new Faults();
    List<ReleaseSpec> releases =
        ReleaseConfig.loadAll(configuration.engine().folder(), configuration.purposeIds(), faults);
    faults.throwIfAny();
    System.out.printf(
        "%s is valid: %d purposes, %d jurisdictions, %d notices, %d sources, %d opt-in tables, %d vendors, %d features, %d actions, %d tags, %d releases.%n",
        options.config,
        configuration.rules().purposes().size(),
        configuration.rules().jurisdictions().size(),
        configuration.rules().notices().size(),
        configuration.sources().size(),
        configuration.optIn().tables().size(),
        configuration.vendors().map(register -> register.vendors().size()).orElse(0),
        configuration.scores().map(scores -> scores.features().size()).orElse(0),
        configuration.actions().map(catalogue -> catalogue.actions().size()).orElse(0),
        configuration.tags().map(book -> book.tags().size()).orElse(0),
        releases.size());
    new RegisterReport(configuration, configuration.engine().asOf().orElseGet(Instant::now))
        .warnings()
        .forEach(warning -> System.err.println("warning: " + warning));
  }
}
