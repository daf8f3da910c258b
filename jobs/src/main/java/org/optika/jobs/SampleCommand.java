package org.optika.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.optika.sample.ExperimentEffect;
import org.optika.sample.Exposure;
import org.optika.sample.SampleWorld;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a generated world: raw files as a company would have them, and the truth about them. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Generate a made-up shop: consent logs, activity, cost, and the truth behind them. Same arguments, same bytes.")
final class SampleCommand implements Runnable {
  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "5000",
      description = "People (default: ${DEFAULT-VALUE}).")
  private long people;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "240",
      description = "Days up to 2026-09-30 (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Seed (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write raw/ and truth/ into.")
  private Path out;

  @Option(
      names = "--exposure",
      defaultValue = "mixed",
      description =
          "Who sees advertising: natural, mixed or randomised (default: ${DEFAULT-VALUE}).")
  private Exposure exposure;

  @Option(
      names = "--activity",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Multiplies the touchpoints of everybody, 0.1 to 50 (default: ${DEFAULT-VALUE}).")
  private double activity;

  @Option(
      names = "--experiment",
      defaultValue = "natural",
      description =
          "What the arms of the experiment among customers do: natural, none, or strong = as natural, at a time when many leave, so that a small world shows it (default: ${DEFAULT-VALUE}).")
  private ExperimentEffect experiment;

  @Override
  public void run() {
    write(
        () ->
            new SampleWorld(people, days, seed)
                .withExposure(exposure)
                .withActivity(activity)
                .withExperiment(experiment),
        out);
  }

  static void write(Supplier<SampleWorld> world, Path out) {
    try {
      world.get().writeTo(out, System.err::println);
    } catch (IllegalArgumentException wrong) {
      throw new UserErrorException("%s", wrong.getMessage());
    } catch (IOException unwritable) {
      throw new UserErrorException("%s: cannot be written: %s", out, unwritable.getMessage());
    }
  }
}
